/** The ways to search that an experiment of the command can compare, by the names of its option. */

import { XennError } from '../core/errors.ts';
import { type GridMethod, usesItemSpace } from '../core/experiment-grid.ts';
import type { SearchMethod } from '../core/search-method.ts';
import { type PresetName, presetOf, SEARCH_PRESETS } from '../core/search-presets.ts';
import type { ItemSpaceId } from '../engine/records.ts';

/** Those of the app, and two of one family: least squares mixed with the prior, ridge regression around it. */
export const METHOD_NAMES = ['axn', 'ridge', ...SEARCH_PRESETS.map(({ name }) => name)] as const;
export type MethodName = (typeof METHOD_NAMES)[number];

export interface MethodChoice {
  readonly names: readonly MethodName[];
  /** Of 'axn', each of them a method of its own. */
  readonly lambdas: readonly number[];
  readonly seed: number;
  /** Of those that are what they are in anchor scores only; undefined where there are none. */
  readonly anchorSpace: ItemSpaceId | undefined;
}

/** Whether one of them searches in anchor scores, whatever other item spaces are chosen. */
export function needsAnchors(names: readonly MethodName[]): boolean {
  return names.some((name) => isPreset(name) && presetOf(name).needs === 'anchors');
}

/**
 * In the order of the names, as the grid takes them: methods of anchor scores keep that item space. Throws
 * InvalidArgumentError where they have none.
 */
export function gridMethods({ names, lambdas, seed, anchorSpace }: MethodChoice): GridMethod[] {
  return names.flatMap((name) => {
    const published = presetOf('paper').make('dual-encoder', seed);
    if (name === 'axn') {
      return lambdas.map((lambda) =>
        row(`AXN λ = ${lambda}`, { ...published, fit: { kind: 'mix', lambda } }),
      );
    }
    if (name === 'ridge') {
      // The mu of 'fast', all else as published: what the fit alone does.
      return row('Ridge', { ...published, fit: presetOf('fast').make('dual-encoder', seed).fit });
    }
    const { label, needs, startSpace, make } = presetOf(name);
    if (needs === 'any') return row(label, make(startSpace ?? 'dual-encoder', seed));
    if (anchorSpace === undefined) throw withoutAnchors(label);
    return { label, method: make(anchorSpace, seed), usesItemSpace: false };
  });
}

function row(label: string, method: SearchMethod): GridMethod {
  return { label, method, usesItemSpace: usesItemSpace(method) };
}

function isPreset(name: MethodName): name is PresetName {
  return SEARCH_PRESETS.some((preset) => preset.name === name);
}

function withoutAnchors(label: string): XennError {
  return new XennError(
    'InvalidArgumentError',
    `“${label}” searches in anchor scores, but there are none: add them.`,
  );
}
