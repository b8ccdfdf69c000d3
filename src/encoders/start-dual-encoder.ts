import { createDualEncoder, type DualEncoder } from './dual-encoder.ts';
import { createLastingSession } from './lasting-session.ts';
import type { PreparedDualEncoder } from './prepare-model.ts';
import type { OpenSession } from './session.ts';

export interface StartedDualEncoder {
  readonly encoder: DualEncoder;
  dispose(): Promise<void>;
}

export interface DualEncoderStart {
  readonly model: PreparedDualEncoder;
  /** What its vectors are stored under. */
  readonly hash: string;
  readonly open: OpenSession;
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
  check,
  onNotice,
}: DualEncoderStart): Promise<StartedDualEncoder> {
  const openOnce = async () => open(await model.readGraph(), 'wasm');
  const session = createLastingSession({
    first: await openOnce(),
    reopen: openOnce,
    onReplaced: (_, message) => onNotice(message),
  });
  try {
    const { tokenizer, settings, frame, name } = model;
    const encoder = await createDualEncoder({
      identity: { name, hash },
      tokenizer,
      session,
      settings,
      frame,
    });
    await check(encoder);
    return { encoder, dispose: session.dispose };
  } catch (error) {
    await session.dispose();
    throw error;
  }
}
