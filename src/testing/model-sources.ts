/** Hub and folders as the engine asks for them: the real parts, with room for any model and no waits. */
import { createModelSources } from '../encoders/model-sources.ts';
import type { ModelSources } from '../engine/ports.ts';
import { INSTALL_DEFAULTS } from './installing.ts';

export const TEST_SOURCES: ModelSources = createModelSources({
  fetch,
  wait: async (_, signal) => signal.throwIfAborted(),
  nowMs: () => 0,
  availableBytes: INSTALL_DEFAULTS.availableBytes,
});
