import type { ModelChoice } from '../../core/model-choice.ts';
import type { ModelKind } from '../../core/records.ts';

const FIELDS = { 'cross-encoder': 'crossEncoder', 'dual-encoder': 'dualEncoder' } as const;

/** The chosen model as the value of a radio button: 'embedded', 'remote' or a modelId. */
export function chosenModel(models: ModelChoice, kind: ModelKind): string {
  const choice = models[FIELDS[kind]];
  return choice.source === 'installed' ? choice.modelId : choice.source;
}

/** The models with another one chosen by such a value. A server is chosen by its form, so here it stays as it is. */
export function withChosenModel(models: ModelChoice, kind: ModelKind, chosen: string): ModelChoice {
  if (chosen === 'remote') return models;
  const choice =
    chosen === 'embedded'
      ? { source: 'embedded' as const }
      : { source: 'installed' as const, modelId: chosen };
  return { ...models, [FIELDS[kind]]: choice };
}
