import { join } from 'node:path';
import { createDualEncoder, type DualEncoder } from '../../src/encoders/dual-encoder.ts';
import {
  type PreparedCrossEncoder,
  prepareCrossEncoder,
  prepareDualEncoder,
} from '../../src/encoders/prepare-model.ts';
import type { ModelSession } from '../../src/encoders/session.ts';
import { type FolderModel, readModelFolder } from '../../src/headless/model-folder-files.ts';
import { nodeSessions } from '../../src/headless/node-session.ts';

/** A cross-encoder, as its parts, and a dual-encoder. */
export interface ModelPair {
  readonly crossEncoder: Pick<PreparedCrossEncoder, 'tokenizer' | 'format' | 'scoreReader'> &
    Pick<ModelSession, 'run'>;
  readonly dualEncoder: Pick<DualEncoder, 'embed'>;
}

export interface OpenModels extends ModelPair {
  /** Weights and their SHA-256: what exactly was measured. */
  readonly identity: Readonly<Record<'crossEncoder' | 'dualEncoder', ModelFile>>;
  dispose(): Promise<void>;
}

export interface ModelFile {
  /** Path inside the models' folder. */
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * Opens the models in `folder`, laid out as public/models: cross-encoder/ and dual-encoder/, the tokenizer of both in
 * the first. Throws EncoderError when something is missing or wrong.
 */
export async function openModelFolder(folder: string, threads: number): Promise<OpenModels> {
  const crossEncoderFolder = join(folder, 'cross-encoder');
  const crossEncoderFiles = await readModelFolder('cross-encoder', crossEncoderFolder);
  const dualEncoderFiles = await readModelFolder(
    'dual-encoder',
    join(folder, 'dual-encoder'),
    crossEncoderFolder,
  );
  const open = nodeSessions(threads);
  const crossEncoder = await prepareCrossEncoder(crossEncoderFiles);
  const crossEncoderSession = await open(await crossEncoder.readGraph(), 'wasm');
  const dualEncoder = await prepareDualEncoder(dualEncoderFiles);
  const dualEncoderSession = await open(await dualEncoder.readGraph(), 'wasm');
  const identity = { crossEncoder: weightsOf(crossEncoderFiles), dualEncoder: weightsOf(dualEncoderFiles) };
  return {
    crossEncoder: { ...crossEncoder, run: crossEncoderSession.run },
    dualEncoder: await createDualEncoder({
      ...dualEncoder,
      identity: { name: dualEncoder.name, hash: identity.dualEncoder.sha256 },
      session: dualEncoderSession,
    }),
    identity,
    dispose: async () => {
      await crossEncoderSession.dispose();
      await dualEncoderSession.dispose();
    },
  };
}

function weightsOf({ kind, files, weightsPath }: FolderModel): ModelFile {
  const [{ bytes, sha256 }] = files.filter(({ path }) => path === weightsPath);
  return { file: `${kind}/${weightsPath}`, bytes, sha256 };
}
