/** What the search form holds: a preset, what was changed of it, and a budget. */
import type { IndexSummary } from '../../core/index-records.ts';
import { planRounds } from '../../core/round-schedule.ts';
import type { SearchMethod } from '../../core/search-method.ts';
import { methodSummary, type PresetName, presetOf } from '../../core/search-presets.ts';
import {
  DUAL_ENCODER_SPACE,
  type ItemSpaceId,
  type SearchRequest,
  START_SPACES,
} from '../../workers/client.ts';
import { draftOfMethod, type MethodDraft, methodOfDraft, type NumberField } from './method-draft.ts';

export interface SearchSettings {
  /** What the draft started from. */
  readonly preset: PresetName;
  /** B */
  readonly budget: NumberField;
  readonly draft: MethodDraft;
}

/** A method with its budget, and what the person knows it as. */
export interface NamedMethod {
  readonly label: string;
  readonly method: SearchMethod;
  readonly budget: number;
}

/** The same search twice is the same search. */
export const DEFAULT_SEED = 0;

/** More changes than this are not named in a label. */
const NAMED_CHANGES = 2;

/** "Best" with the paper's budget for k = 1. */
export function defaultSettings(indexes: readonly IndexSummary[]): SearchSettings {
  return settingsOfPreset('best', defaultSpace('best', indexes), 100);
}

/** Another preset as it is; the budget stays, and so do the item vectors where the preset can use them. */
export function choosePreset(
  { budget, draft }: SearchSettings,
  preset: PresetName,
  indexes: readonly IndexSummary[],
): SearchSettings {
  const keepsSpace = isAnchorSpace(indexes, draft.itemSpace) === needsAnchors(preset);
  return settingsOfPreset(preset, keepsSpace ? draft.itemSpace : defaultSpace(preset, indexes), budget);
}

/** The settings with default vectors in place of an index that is gone. */
export function withKnownSpace(settings: SearchSettings, indexes: readonly IndexSummary[]): SearchSettings {
  const { preset, draft } = settings;
  return isKnownSpace(indexes, draft.itemSpace)
    ? settings
    : { ...settings, draft: { ...draft, itemSpace: defaultSpace(preset, indexes) } };
}

export function isKnownSpace(indexes: readonly IndexSummary[], itemSpace: ItemSpaceId): boolean {
  const known: readonly ItemSpaceId[] = [...START_SPACES, ...indexes.map(({ indexId }) => indexId)];
  return known.includes(itemSpace);
}

export function isAnchorSpace(indexes: readonly IndexSummary[], itemSpace: ItemSpaceId): boolean {
  return indexes.some(
    ({ indexId, provenance }) => indexId === itemSpace && provenance.method.kind === 'anchors',
  );
}

/** Whether the units of scores are found on the first round: start spaces and imported vectors know none of their own. */
export function isScaledOnFirstRound(indexes: readonly IndexSummary[], itemSpace: ItemSpaceId): boolean {
  const index = indexes.find(({ indexId }) => indexId === itemSpace);
  return index === undefined || index.provenance.method.kind === 'imported';
}

/** Whether the preset estimates with anchor scores, which only such an index has. */
export function needsAnchors(preset: PresetName): boolean {
  return presetOf(preset).needs === 'anchors';
}

/** Whether a setting is another one than the preset's; half-typed numbers count. */
export function isChanged({ preset, draft }: SearchSettings): boolean {
  return JSON.stringify(methodOfDraft(draft)) !== JSON.stringify(presetMethod(preset, draft.itemSpace));
}

/** 'Best', 'Best (λ 0.5)', or 'Best, changed' where there is more to say than a label can. */
export function settingsLabel(settings: SearchSettings): string {
  const { preset, draft } = settings;
  const { label } = presetOf(preset);
  if (!isChanged(settings)) return label;
  const before = methodSummary(presetMethod(preset, draft.itemSpace)).split(' · ');
  const after = methodSummary(methodOfDraft(draft)).split(' · ');
  const added = after.filter((words) => !before.includes(words));
  const lost = before.filter((words) => !after.includes(words));
  // What was left out has no words of its own.
  const canBeNamed = added.length >= Math.max(1, lost.length) && added.length <= NAMED_CHANGES;
  return canBeNamed ? `${label} (${added.join(', ')})` : `${label}, changed`;
}

/** What the form stands for; it must be free of problems. */
export function namedMethod(settings: SearchSettings): NamedMethod {
  return {
    label: settingsLabel(settings),
    method: methodOfDraft(settings.draft),
    budget: Number(settings.budget),
  };
}

/** How many rounds the request takes at most, over this many documents. */
export function plannedRoundCount(
  { budget, method }: Pick<SearchRequest, 'budget' | 'method'>,
  documentCount: number,
): number {
  const itemCount = Math.min(method.shortlist ?? documentCount, documentCount);
  return planRounds(budget, method.schedule, itemCount).length;
}

function settingsOfPreset(preset: PresetName, itemSpace: ItemSpaceId, budget: NumberField): SearchSettings {
  return { preset, budget, draft: draftOfMethod(presetMethod(preset, itemSpace)) };
}

/** By way of the fields, so that two methods of the same settings are the same JSON. */
function presetMethod(preset: PresetName, itemSpace: ItemSpaceId): SearchMethod {
  return methodOfDraft(draftOfMethod(presetOf(preset).make(itemSpace, DEFAULT_SEED)));
}

/** The newest index that the preset can use; without one, the vectors that need none. */
function defaultSpace(preset: PresetName, indexes: readonly IndexSummary[]): ItemSpaceId {
  const [newest] = indexes
    .filter(({ provenance }) => (provenance.method.kind === 'anchors') === needsAnchors(preset))
    .sort((a, b) => b.createdMs - a.createdMs);
  return newest?.indexId ?? presetOf(preset).startSpace ?? DUAL_ENCODER_SPACE;
}
