/** The grid that the form of a new experiment stands for. */
import { expandGrid, type GridMethod, usesItemSpace } from '../../../core/experiment-grid.ts';
import { type PresetName, presetOf } from '../../../core/search-presets.ts';
import {
  DUAL_ENCODER_SPACE,
  type ExperimentMethod,
  type ExperimentRequest,
} from '../../../workers/client.ts';
import {
  type ExperimentDraft,
  type ExperimentSubject,
  numbersOf,
  suggestedName,
} from './experiment-draft.ts';

/** Whether the preset is this method only in an index of anchor scores. */
export function isAnchorMethod(preset: PresetName): boolean {
  return presetOf(preset).needs === 'anchors';
}

/** The chosen methods before they are put into item spaces: AXN once for each λ. */
export function gridMethods(draft: Pick<ExperimentDraft, 'presets' | 'lambdas' | 'seed'>): GridMethod[] {
  return draft.presets.flatMap((name): GridMethod[] => {
    const { label, startSpace = DUAL_ENCODER_SPACE, make } = presetOf(name);
    const method = make(startSpace, Number(draft.seed));
    const own = { label, method, usesItemSpace: usesItemSpace(method) };
    if (name !== 'paper' || draft.lambdas.length === 0) return [own];
    return numbersOf(draft.lambdas).map((lambda) => ({
      ...own,
      label: `AXN λ = ${lambda}`,
      method: { ...method, fit: { kind: 'mix', lambda } },
    }));
  });
}

/**
 * All methods of the grid, the one that the others are tested against first. Methods on anchor scores take the indexes of
 * those, the others all other spaces. Of a draft whose methods, spaces and rounds have no problems.
 */
export function methodsOf(draft: ExperimentDraft, { itemSpaces }: ExperimentSubject): ExperimentMethod[] {
  const rounds = numbersOf(draft.rounds);
  const chosen = itemSpaces.filter(({ itemSpace }) => draft.itemSpaces.includes(itemSpace));
  const all = [false, true].flatMap((anchors) => {
    const presets = draft.presets.filter((name) => isAnchorMethod(name) === anchors);
    if (presets.length === 0) return [];
    return expandGrid({
      methods: gridMethods({ ...draft, presets }),
      itemSpaces: chosen.filter(({ isAnchors }) => isAnchors === anchors),
      rounds,
    });
  });
  const first = all.find(({ label }) => label === draft.baseline);
  return first ? [first, ...all.filter((method) => method !== first)] : all;
}

/** Of a draft without problems. */
export function experimentRequestOf(draft: ExperimentDraft, subject: ExperimentSubject): ExperimentRequest {
  return {
    corpusId: subject.corpusId,
    name: draft.name.trim() || suggestedName(draft),
    methods: methodsOf(draft, subject),
    budgets: numbersOf(draft.budgets),
    ks: numbersOf(draft.ks),
    queryCount: Number(draft.queryCount),
    seed: Number(draft.seed),
  };
}
