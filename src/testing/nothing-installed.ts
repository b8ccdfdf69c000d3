import type { EncoderSurroundings } from '../encoders/start-encoders.ts';

/** For starting encoders where no model is installed. */
export const NOTHING_INSTALLED: Pick<EncoderSurroundings, 'installed' | 'readInstalled'> = {
  installed: {
    listModels: async () => [],
    modelFileBytes: async () => 0,
    readModelFile: async () => new Blob(),
    writeModelFile: async () => undefined,
  },
  readInstalled: () => Promise.reject(new Error('Nothing is installed.')),
};
