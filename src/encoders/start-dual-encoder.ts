import { createDualEncoder, type DualEncoder } from './dual-encoder.ts';
import type { PreparedDualEncoder } from './prepare-model.ts';
import type { OpenSession } from './session.ts';

export interface StartedDualEncoder {
  readonly encoder: DualEncoder;
  dispose(): Promise<void>;
}

/**
 * The dual-encoder always runs on WebAssembly: the usual one looks up vectors and adds them, which is less work than
 * making the token ids, let alone sending them to a GPU. `check` may refuse it by throwing.
 */
export async function startDualEncoder(
  model: PreparedDualEncoder,
  hash: string,
  open: OpenSession,
  check: (encoder: DualEncoder) => Promise<void>,
): Promise<StartedDualEncoder> {
  const session = await open(await model.readGraph(), 'wasm');
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
