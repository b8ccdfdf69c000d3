import { createDualEncoder, type DualEncoder } from './dual-encoder.ts';
import { createLastingSession } from './lasting-session.ts';
import type { PreparedDualEncoder } from './prepare-model.ts';
import type { OpenSession } from './session.ts';
import { hasTokenTable, readTokenTable } from './static-tokens.ts';

export interface StartedDualEncoder {
  readonly encoder: DualEncoder;
  dispose(): Promise<void>;
}

export interface DualEncoderStart {
  readonly model: PreparedDualEncoder;
  /** What its vectors are stored under. */
  readonly hash: string;
  readonly open: OpenSession;
  /** Texts of different lengths, to try the encoder on. */
  readonly texts: readonly string[];
  /** May refuse the encoder by throwing. */
  readonly check: (encoder: DualEncoder) => Promise<void>;
  /** Told for people: the model was started again. */
  readonly onNotice: (message: string) => void;
}

/**
 * The dual-encoder always runs on WebAssembly: the usual one looks up vectors and adds them, which is less work than
 * making the token ids, let alone sending them to a GPU. Its worker may run the cross-encoder too, and die of it.
 */
export async function startDualEncoder({
  model,
  hash,
  open,
  texts,
  check,
  onNotice,
}: DualEncoderStart): Promise<StartedDualEncoder> {
  const openOnce = async () => {
    const graph = await model.readGraph();
    // Asked before the bytes go to the session, which may be elsewhere.
    const isTable = hasTokenTable(graph.graph);
    return { isTable, opened: await open(graph, 'wasm') };
  };
  const { isTable, opened } = await openOnce();
  const session = createLastingSession({
    first: opened,
    reopen: async () => (await openOnce()).opened,
    onReplaced: (_, message) => onNotice(message),
  });
  try {
    const { tokenizer, settings, frame, name } = model;
    const parts = {
      identity: { name, hash },
      tokenizer,
      session,
      settings,
      frame,
      ...(isTable && { readTokenTable: async () => readTokenTable((await model.readGraph()).graph, name) }),
    };
    const inOneBatch = await createDualEncoder({ ...parts, batching: { leastFill: 0 } });
    const dependent = await dependsOnBatch(inOneBatch, texts);
    const encoder = await createDualEncoder({ ...parts, ...(dependent && { batching: { mostRows: 1 } }) });
    await check(encoder);
    return { encoder, dispose: session.dispose };
  } catch (error) {
    await session.dispose();
    throw error;
  }
}

/** Largest difference between a component of a vector made alone and of one made in company that is still rounding. */
const ROUNDING = 1e-5;

/** Graphs whose activations are quantised as they come (int8) give a text another vector beside other texts. */
async function dependsOnBatch({ embed }: DualEncoder, texts: readonly string[]): Promise<boolean> {
  const together = await embed(texts, 'passage');
  for (const [row, text] of texts.entries()) {
    const alone = await embed([text], 'passage');
    const offset = row * together.cols;
    if (alone.data.some((value, i) => Math.abs(value - together.data[offset + i]) > ROUNDING)) return true;
  }
  return false;
}
