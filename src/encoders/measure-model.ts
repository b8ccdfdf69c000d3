import { XennError } from '../core/errors.ts';
import type { Calibration } from '../core/records.ts';
import { readEmbeddedJson } from './embedded-files.ts';
import { parseGolden } from './golden.ts';
import { GOLDEN_PATH } from './models.ts';
import { type EncoderSurroundings, startChosenCrossEncoder } from './start-encoders.ts';
import { createTokenizer } from './tokenizer.ts';

/**
 * Tries an installed cross-encoder on every backend there is, whatever was measured or chosen before, and closes it
 * again: how the files of one model compare, without using each. Throws EncoderError when it runs on none, or when a
 * backend failed with an error, which may be the moment's.
 */
export async function measureModel(modelId: string, surroundings: EncoderSurroundings): Promise<Calibration> {
  const golden = parseGolden(await readEmbeddedJson(GOLDEN_PATH, surroundings.readFile));
  const { forced: _, ...unforced } = surroundings;
  const afresh = { ...unforced, calibrations: [] };
  const started = await startChosenCrossEncoder(
    { source: 'installed', modelId },
    golden,
    createTokenizer,
    afresh,
  );
  const { calibration, reason } = started.report();
  await started.dispose();
  if (calibration) return calibration;
  throw new XennError(
    'EncoderError',
    `Expected figures of every backend, found an error. ${reason} Measure again.`,
  );
}
