import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cancelledError } from '../core/errors.ts';
import type { Matrix } from '../core/types.ts';
import { createFakeEncoders } from '../testing/fake-encoders.ts';
import type { KnownScores } from './ports.ts';
import {
  allDocumentsPlan,
  costOfScoring,
  type ScoringPlan,
  type ScoringTarget,
  scoringPlanOf,
} from './scoring-plan.ts';

const { crossEncoder } = createFakeEncoders();

function tokensOf(...counts: number[]): Matrix {
  return { rows: counts.length, cols: 1, data: Float32Array.from(counts) };
}

/** A store that knows scores of these rows of each text. */
function targetOf(passageTokens: Matrix, known: Record<string, number[]>) {
  const read: string[] = [];
  const store = {
    async readScores(_corpusId: string, _hash: string, text: string): Promise<KnownScores> {
      read.push(text);
      const docRows = Uint32Array.from(known[text] ?? []);
      return { docRows, scores: new Float32Array(docRows.length) };
    },
    countScores: async () =>
      Object.entries(known).map(([queryText, docRows]) => ({ queryText, count: docRows.length })),
  };
  const target = { store, corpusId: 'c', crossEncoder, matrices: { passageTokens } };
  return { target: target as unknown as ScoringTarget, read };
}

describe('allDocumentsPlan', () => {
  it('has every document for every query, with the tokens of the assembled pair', () => {
    const plan = allDocumentsPlan(['one', 'two words'], { passageTokens: tokensOf(5, 0, 500) }, crossEncoder);
    expect(plan.queries).toEqual([{ text: 'one' }, { text: 'two words' }]);
    // 3 tokens that every pair has; 192 at most.
    expect(plan.pairsOf(0)).toEqual({ docRows: Uint32Array.of(0, 1, 2), tokens: Uint32Array.of(9, 4, 192) });
    expect(plan.pairsOf(1)).toEqual({ docRows: Uint32Array.of(0, 1, 2), tokens: Uint32Array.of(10, 5, 192) });
  });
});

describe('scoringPlanOf', () => {
  it('gives the pairs of an index query by query', () => {
    const plan = scoringPlanOf({
      queries: [{ text: 'a' }, { text: 'b' }],
      pairs: {
        rowStart: Uint32Array.of(0, 2, 3),
        queryRow: Uint32Array.of(0, 0, 1),
        docRow: Uint32Array.of(4, 2, 4),
      },
      pairTokens: Uint32Array.of(10, 20, 30),
    });
    expect(plan.pairsOf(0)).toEqual({ docRows: Uint32Array.of(4, 2), tokens: Uint32Array.of(10, 20) });
    expect(plan.pairsOf(1)).toEqual({ docRows: Uint32Array.of(4), tokens: Uint32Array.of(30) });
  });
});

describe('costOfScoring', () => {
  it('counts a pair of several plans once, and what is known of it', async () => {
    const passageTokens = tokensOf(10, 20, 30);
    const { target } = targetOf(passageTokens, { one: [1, 2], other: [0] });
    const few: ScoringPlan = {
      queries: [{ text: 'one' }],
      pairsOf: () => ({ docRows: Uint32Array.of(2, 0), tokens: Uint32Array.of(34, 14) }),
    };
    const all = allDocumentsPlan(['one', 'two'], { passageTokens }, crossEncoder);
    expect(await costOfScoring(target, [few, all])).toEqual({
      calls: 6,
      knownCalls: 2,
      tokens: 2 * (14 + 24 + 34),
      knownTokens: 24 + 34,
      unfinishedTexts: new Set(['one', 'two']),
    });
  });

  it('is that of all pairs held at once', async () => {
    const rows = fc.uniqueArray(fc.nat(7), { maxLength: 8 });
    const plans = fc.array(fc.array(fc.record({ text: fc.constantFrom('a', 'b', 'c'), rows })), {
      maxLength: 3,
    });
    const known = fc.record({ a: rows, b: rows, c: rows });
    await fc.assert(
      fc.asyncProperty(plans, known, async (plansOfRows, knownRows) => {
        const { target } = targetOf(tokensOf(1, 2, 3, 4, 5, 6, 7, 8), knownRows);
        const cost = await costOfScoring(
          target,
          plansOfRows.map((queries) => ({
            queries,
            pairsOf: (query) => ({
              docRows: Uint32Array.from(queries[query].rows),
              tokens: Uint32Array.from(queries[query].rows, (row) => 10 + row),
            }),
          })),
        );
        const pairs = new Map(
          plansOfRows
            .flat()
            .flatMap(({ text, rows: docRows }) =>
              docRows.map((docRow) => [`${text} ${docRow}`, { text, docRow }] as const),
            ),
        );
        const knownPairs = [...pairs.values()].filter(({ text, docRow }) =>
          knownRows[text as 'a'].includes(docRow),
        );
        const tokens = (of: Iterable<{ docRow: number }>) =>
          [...of].reduce((sum, { docRow }) => sum + 10 + docRow, 0);
        expect(cost).toEqual({
          calls: pairs.size,
          knownCalls: knownPairs.length,
          tokens: tokens(pairs.values()),
          knownTokens: tokens(knownPairs),
          unfinishedTexts: new Set(
            [...pairs.values()].filter((pair) => !knownPairs.includes(pair)).map(({ text }) => text),
          ),
        });
      }),
      { seed: 5 },
    );
  });

  it('asks for the pairs of one query at a time, and stops between texts when cancelled', async () => {
    const stop = new AbortController();
    const { target, read } = targetOf(tokensOf(1), {});
    const asked: number[] = [];
    const plan: ScoringPlan = {
      queries: [{ text: 'a' }, { text: 'b' }, { text: 'c' }],
      pairsOf(query) {
        asked.push(query);
        if (query === 1) stop.abort(cancelledError());
        return { docRows: Uint32Array.of(0), tokens: Uint32Array.of(1) };
      },
    };
    await expect(costOfScoring(target, [plan], stop.signal)).rejects.toMatchObject({
      name: 'CancelledError',
      message: 'Cancelled.',
    });
    expect(asked).toEqual([0, 1]);
    expect(read).toEqual(['a', 'b']);
  });
});
