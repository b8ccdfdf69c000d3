import type { IndexSummary } from '../../../core/index-records.ts';
import { START_SPACE_NAMES } from '../../search/labels.ts';
import { formatCount } from '../../shared/format.ts';
import { methodLabel, pairsLabel, TRAIN_QUERY_LABELS } from '../index-labels.ts';
import { SETTING_NAMES, SETTINGS, settingsOfMethod } from '../new-index/method-settings.ts';

/** A line of the details; `hash` (SHA-256, hex) is shown shortened behind the text. */
export interface IndexFact {
  readonly label: string;
  readonly text: string;
  readonly hash?: string;
}

/** All that is known of where an index came from: enough to make it again. */
export function indexFacts(index: IndexSummary): IndexFact[] {
  const { provenance: from, rows, cols } = index;
  const known = [
    { label: 'Method', text: methodLabel(from.method) },
    { label: 'Item vectors', text: `${formatCount(rows)} × ${formatCount(cols)}` },
    { label: 'Corpus', text: '', hash: from.corpusHash },
  ];
  const code = { label: 'Code version', text: from.codeVersion };
  // Of vectors made elsewhere the other fields say nothing.
  if (from.method.kind === 'imported') {
    return [...known, { label: 'Imported from', text: from.method.source }, code];
  }
  const settings = settingsOfMethod(from.method);
  return [
    ...known,
    ...modelFacts(index),
    // Distillation and anchor scores have none to choose.
    ...(from.method.kind.startsWith('mf-') ? [{ label: 'Start space', text: startText(index) }] : []),
    {
      label: 'Train queries',
      text: `${formatCount(from.trainQueryCount)}, ${TRAIN_QUERY_LABELS[from.trainQueries]}`,
    },
    { label: 'Pairs', text: pairsLabel(from.pairs) },
    {
      label: 'Trained on',
      text: `${formatCount(from.trainPairCount)} pairs, ${formatCount(from.heldOutPairCount)} kept out`,
    },
    ...SETTING_NAMES.flatMap((name) => {
      const value = settings[name];
      return value === undefined ? [] : [{ label: SETTINGS[name].label, text: String(value) }];
    }),
    { label: 'Epoch kept', text: epochText(index) },
    { label: 'Seed', text: String(from.seed) },
    { label: 'Score scale', text: scaleText(index.scoreScale) },
    {
      label: 'Computed on',
      text: `${from.backend === 'webgpu' ? 'WebGPU' : 'WASM'} (scores), ${from.compute} (training)`,
    },
    code,
  ];
}

function modelFacts({ provenance: { crossEncoder, dualEncoder } }: IndexSummary): IndexFact[] {
  return [
    { label: 'Cross-encoder', model: crossEncoder },
    { label: 'Dual-encoder', model: dualEncoder },
  ].map(({ label, model }) =>
    model ? { label, text: model.name, hash: model.hash } : { label, text: 'not known' },
  );
}

function startText({ provenance: { space, hybridWeight } }: IndexSummary): string {
  const weight = hybridWeight === undefined ? '' : `, the lexical half × ${hybridWeight.toPrecision(3)}`;
  return `${START_SPACE_NAMES[space]}${weight}`;
}

function epochText({ bestEpoch, lossPerEpoch }: IndexSummary): string {
  if (bestEpoch === undefined) return 'none: nothing is trained';
  if (bestEpoch === 0) return `none: no epoch of ${lossPerEpoch.length} was better than the start`;
  return `${bestEpoch} of ${lossPerEpoch.length}`;
}

function scaleText({ alpha, beta }: IndexSummary['scoreScale']): string {
  const sign = alpha < 0 ? '+' : '−';
  return `${beta.toPrecision(3)} × (score ${sign} ${Math.abs(alpha).toPrecision(3)})`;
}
