/** Which methods an experiment compares: named ways to search, in item spaces, with numbers of rounds. */
import { checkInteger } from './check.ts';
import { XennError } from './errors.ts';
import type { SearchMethod } from './search-method.ts';

/** A way to search before it is put into the grid's item spaces. */
export interface GridMethod {
  readonly label: string;
  /** Its own item space is kept where `usesItemSpace` is false. */
  readonly method: SearchMethod;
  readonly usesItemSpace: boolean;
}

export interface ExperimentGrid {
  readonly methods: readonly GridMethod[];
  /** `name` is what labels say. */
  readonly itemSpaces: readonly { readonly itemSpace: SearchMethod['itemSpace']; readonly name: string }[];
  /** R; empty leaves each method its own. */
  readonly rounds: readonly number[];
}

/**
 * Every method in every item space with every number of rounds, method by method; equal ones once. A method without an
 * item space appears once, and so does one whose number of rounds is no choice: a single round, batches of a size.
 * Labels say what varies, 'Best · MF_Trns 500 · R = 5', and differ.
 *
 * @throws InvalidArgumentError where there is no method, a method's item space is not chosen, or R is below 1.
 */
export function expandGrid({ methods, itemSpaces, rounds }: ExperimentGrid): {
  label: string;
  method: SearchMethod;
}[] {
  if (methods.length === 0) {
    throw new XennError(
      'InvalidArgumentError',
      'An experiment compares methods, but none is chosen: choose one.',
    );
  }
  for (const count of rounds) checkInteger('The number of rounds', count, 1);
  const roundCounts = [...new Set(rounds)];
  const rows = methods.flatMap(({ label, method, usesItemSpace }) => {
    if (usesItemSpace && itemSpaces.length === 0) {
      throw new XennError(
        'InvalidArgumentError',
        `“${label}” searches in an item space, but none is chosen: choose a start space or an index.`,
      );
    }
    const spaces = usesItemSpace ? itemSpaces : [{ itemSpace: method.itemSpace, name: '' }];
    return spaces.flatMap(({ itemSpace, name }) =>
      schedulesOf(method, roundCounts).map(({ schedule, roundsName }) => ({
        label: [label, spaces.length > 1 && name, roundsName].filter((part) => part).join(' · '),
        method: { ...method, itemSpace, schedule },
      })),
    );
  });
  return withOwnLabels(withoutRepeats(rows));
}

/**
 * Whether a method searches in its item space. All do, but those of one round that a retriever fills, or chance: there
 * the space decides only what is taken where the retriever finds too few.
 */
export function usesItemSpace({ schedule, firstRound }: SearchMethod): boolean {
  const isOneRound = schedule.kind !== 'batches' && schedule.rounds === 1;
  return !isOneRound || firstRound === 'item-space' || firstRound === 'fusion';
}

type Row = { label: string; method: SearchMethod };

function schedulesOf({ schedule }: SearchMethod, roundCounts: readonly number[]) {
  if (schedule.kind === 'batches' || schedule.rounds === 1 || roundCounts.length === 0)
    return [{ schedule, roundsName: '' }];
  return roundCounts.map((rounds) => ({
    schedule: { ...schedule, rounds },
    roundsName: roundCounts.length > 1 ? `R = ${rounds}` : '',
  }));
}

function withoutRepeats(rows: readonly Row[]): Row[] {
  const byMethod = new Map<string, Row>();
  for (const row of rows) {
    const key = JSON.stringify(row.method, sortedKeys);
    if (!byMethod.has(key)) byMethod.set(key, row);
  }
  return [...byMethod.values()];
}

/** A replacer of JSON.stringify: objects of the same entries become the same text. */
function sortedKeys(_key: string, value: unknown): unknown {
  const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isRecord ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value;
}

function withOwnLabels(rows: readonly Row[]): Row[] {
  const taken = new Set<string>();
  return rows.map(({ label, method }) => {
    let own = label;
    for (let copy = 2; taken.has(own); copy++) own = `${label} (${copy})`;
    taken.add(own);
    return { label: own, method };
  });
}
