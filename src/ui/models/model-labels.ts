import type { ScoreRule } from '../../core/model-settings.ts';
import type { Calibration, ModelOrigin } from '../../core/records.ts';
import type { ModelPreset } from '../../workers/client.ts';
import { BACKEND_LABELS } from '../shared/backend-labels.ts';
import { formatCount, formatRate } from '../shared/format.ts';

/** Where a model came from: its commit, or the folder's name. */
export function originLabel(origin: ModelOrigin): string {
  if (origin.source === 'folder') return `folder ${origin.folderName}`;
  return `${new URL(origin.hubUrl).host} at ${origin.revision.slice(0, 8)}`;
}

export const SCORE_RULE_LABELS: Readonly<Record<ScoreRule, string>> = {
  'single-logit': 'The only logit',
  'logit-difference': 'Second logit minus the first',
  'yes-or-no': 'Logit of “yes” minus that of “no” at the last token',
};

/** 'Good for …. English, about 23 million parameters, up to 512 tokens; apache-2.0 as of November 2026.' */
export function presetDescription({
  goodFor,
  languages,
  parameters,
  maxTokens,
  licence,
}: ModelPreset): string {
  const size = `${formatCount(parameters / 1e6)} million parameters`;
  const tongue = languages === 'many' ? 'Many languages' : languages;
  return `${goodFor} ${tongue}, about ${size}, up to ${formatCount(maxTokens)} tokens; ${licence} as of November 2026.`;
}

/** What was last measured of a model here: ['WASM 66 pairs/s', 'WebGPU 900 pairs/s'], empty when nothing was. */
export function speedLabels(modelId: string, calibrations: readonly Calibration[]): string[] {
  const [newest] = calibrations
    .filter((calibration) => calibration.modelId === modelId)
    .sort((a, b) => b.measuredMs - a.measuredMs);
  return (newest?.trials ?? []).flatMap(({ backend, pairsPerSecond, unusableBecause }) =>
    pairsPerSecond === undefined || unusableBecause !== undefined
      ? []
      : `${BACKEND_LABELS[backend]} ${formatRate(pairsPerSecond)} pairs/s`,
  );
}
