import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeExperiment } from '../testing/experiments.ts';
import { arbitraryBytes, FUZZ, FUZZ_LIMIT_MS, mutated, takesOrRefuses } from '../testing/hostile/fuzz.ts';
import { sourceFile } from '../testing/source-files.ts';
import { STORED_RUN } from '../testing/stored-runs.ts';
import { readExperimentJson, writeExperimentJson } from './experiment-json.ts';
import { readOneFile } from './one-file.ts';
import { readRunJson, writeRunJson } from './run-json.ts';

/** What is taken can be written, and read again. */
const FILES = [
  {
    what: 'a run',
    text: writeRunJson(STORED_RUN),
    again: (text: string) => writeRunJson(readRunJson(text, 'a')),
  },
  {
    what: 'an experiment',
    text: writeExperimentJson(makeExperiment()),
    again: (text: string) => writeExperimentJson(readExperimentJson(text, 'a')),
  },
];

/** A JSON value with one of its parts replaced by another value. */
function replaced(text: string): fc.Arbitrary<Uint8Array> {
  const value = fc.oneof(
    fc.constantFrom<unknown>(null, -1, 0, 1e308, 2 ** 53, 0.5, '', 'AAAA', [], {}, true),
    fc.jsonValue({ maxDepth: 2 }),
  );
  return fc.tuple(fc.nat(), value).map(([position, part]) => {
    const places: (() => void)[] = [];
    const visit = (node: Record<string, unknown>) => {
      for (const [key, child] of Object.entries(node)) {
        places.push(() => {
          node[key] = part;
        });
        if (typeof child === 'object' && child !== null) visit(child as Record<string, unknown>);
      }
    };
    const root = JSON.parse(text);
    visit(root);
    places[position % places.length]();
    return new TextEncoder().encode(JSON.stringify(root));
  });
}

test.each(FILES)(
  '$what is read or refused, whatever became of it',
  async ({ text, again }) => {
    const valid = [new TextEncoder().encode(text)];
    await fc.assert(
      fc.asyncProperty(fc.oneof(replaced(text), mutated(valid), arbitraryBytes(valid)), async (content) => {
        const written = await takesOrRefuses(async () => {
          const file = await readOneFile([sourceFile('a.json', content)], {
            what: 'a',
            ending: '.json',
            mostBytes: 2 ** 20,
          });
          return again(file.text);
        });
        if (written !== undefined) expect(again(written)).toBe(written);
      }),
      FUZZ,
    );
  },
  FUZZ_LIMIT_MS,
);
