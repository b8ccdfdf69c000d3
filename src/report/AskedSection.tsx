import { methodSummary } from '../core/search-presets.ts';
import type { ExperimentReport } from '../engine/experiment-records.ts';
import { Facts } from './Facts.tsx';
import { countOf, countWords, listWords } from './number-words.ts';

/** The grid, the queries and the seed. */
export function AskedSection({
  report: { summary, request, provenance, statistics },
}: {
  readonly report: ExperimentReport;
}) {
  const { methods, budgets, ks, seed } = request;
  const { availableQueryCount, madeQueryCount = 0, corpusName, documentCount, itemSpaces } = provenance;
  const isSample = summary.queryCount < availableQueryCount;
  const spaceName = (id: string) => itemSpaces.find(({ itemSpace }) => itemSpace === id)?.name ?? id;
  return (
    <section aria-labelledby="asked">
      <h2 id="asked">What was asked</h2>
      <p>
        How much of a cross-encoder’s exact ranking do these methods find, when each may ask the cross-encoder
        only so often for a query?
      </p>
      <Facts
        facts={[
          ['Corpus', `${corpusName}, ${countOf(documentCount, 'document')}`],
          [
            'Queries',
            isSample
              ? `a sample of ${countWords(summary.queryCount)} of ${countOf(availableQueryCount, 'test query', 'test queries')}`
              : `all ${countOf(summary.queryCount, 'test query', 'test queries')}`,
          ],
          ...(madeQueryCount > 0
            ? [
                [
                  'Made from documents',
                  `${countOf(madeQueryCount, 'query', 'queries')}, asked by nobody`,
                ] as const,
              ]
            : []),
          ['Judged by people', countOf(statistics.judgedQueryCount, 'query', 'queries')],
          ['Budgets', `${listWords(budgets.map(countWords))} cross-encoder calls a query`],
          ['Best k of', listWords(ks.map(countWords))],
          ['Seed', String(seed)],
        ]}
      />
      <table>
        <caption>The methods; the first is what the others are compared with</caption>
        <thead>
          <tr>
            <th scope="col">Method</th>
            <th scope="col">What it does</th>
            <th scope="col">Item space</th>
          </tr>
        </thead>
        <tbody>
          {methods.map(({ label, method }) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td>{methodSummary(method)}</td>
              <td>{spaceName(method.itemSpace)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
