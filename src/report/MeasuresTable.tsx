import type { ReactNode } from 'react';
import type {
  CellStatistics,
  Comparison,
  ExperimentReport,
  MeasureEstimate,
  MeasureName,
} from '../engine/experiment-records.ts';
import { SIGNIFICANT_P } from './findings.ts';
import { estimateOf, type MeasureGroup, measureLabel } from './measures.ts';
import { countOf, countWords, intervalWords, measureWords, pWords, secondsWords } from './number-words.ts';
import { ScrollingTable } from './ScrollingTable.tsx';

export interface MeasuresTableProps {
  readonly report: ExperimentReport;
  readonly group: MeasureGroup;
}

/** Methods within budgets, and the references; the best of a budget and what differs from the first method are marked. */
export function MeasuresTable({ report, group: { title, measures } }: MeasuresTableProps) {
  const { request, statistics } = report;
  const { budgets, methods } = request;
  const isEstimate = statistics.cells.some(({ modelMs }) => modelMs !== undefined);
  const columnCount = 3 + measures.length;
  return (
    <ScrollingTable label={`${title}: means`}>
      <caption>
        {title}: means with 95 % intervals. <b>Bold</b>: the highest at its budget. ▲ better, ▼ worse than “
        {methods[0].label}” at the same budget (p &lt; {SIGNIFICANT_P} after Holm’s correction).
      </caption>
      <thead>
        <tr>
          <th scope="col">Method</th>
          <th scope="col" className="number">
            Calls
          </th>
          <th scope="col" className="number">
            {isEstimate ? 'Seconds, estimated' : 'Seconds of the search'}
          </th>
          {measures.map((measure) => (
            <th key={measure} scope="col" className="number">
              {measureLabel(measure)}
            </th>
          ))}
        </tr>
      </thead>
      {budgets.map((budget) => {
        const cells = statistics.cells.filter((cell) => cell.budget === budget);
        return (
          <tbody key={budget}>
            <GroupRow columnCount={columnCount}>Budget of {countOf(budget, 'call')}</GroupRow>
            {cells.map((cell) => (
              <tr key={cell.methodIndex}>
                <th scope="row">{methods[cell.methodIndex].label}</th>
                <td className="number">{countWords(cell.calls)}</td>
                <td className="number">
                  {cell.modelMs !== undefined && '≈ '}
                  {secondsWords(cell.searchMs + (cell.modelMs ?? 0))}
                </td>
                {measures.map((measure) => (
                  <EstimateCell
                    key={measure}
                    estimate={estimateOf(cell, measure)}
                    isBest={isBest(cell, cells, measure)}
                    comparison={comparisonOf(statistics.comparisons, cell, measure)}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        );
      })}
      <tbody>
        <GroupRow columnCount={columnCount}>For comparison</GroupRow>
        {statistics.references.map((reference, position) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: older records may have two runs of one name; rows have no state.
          <tr key={position}>
            <th scope="row">{reference.name}</th>
            <td className="number">–</td>
            <td className="number">–</td>
            {measures.map((measure) => (
              <EstimateCell key={measure} estimate={estimateOf(reference, measure)} />
            ))}
          </tr>
        ))}
      </tbody>
    </ScrollingTable>
  );
}

function GroupRow({ columnCount, children }: { readonly columnCount: number; readonly children: ReactNode }) {
  return (
    <tr>
      <th scope="rowgroup" colSpan={columnCount} className="group">
        {children}
      </th>
    </tr>
  );
}

interface EstimateCellProps {
  readonly estimate: MeasureEstimate | undefined;
  readonly isBest?: boolean;
  readonly comparison?: Comparison | undefined;
}

function EstimateCell({ estimate, isBest = false, comparison }: EstimateCellProps) {
  if (!estimate) return <td className="number">–</td>;
  const mean = measureWords(estimate.mean);
  return (
    <td className="number">
      {isBest ? <b>{mean}</b> : mean} {comparison && <Significance {...comparison} />}
      <span className="interval">{intervalWords(estimate.low, estimate.high)}</span>
    </td>
  );
}

function Significance({ difference, adjustedP }: Comparison) {
  if (adjustedP >= SIGNIFICANT_P) return null;
  const isBetter = difference > 0;
  const words = `significantly ${isBetter ? 'better' : 'worse'} than the first method, ${pWords(adjustedP)}`;
  return (
    <span role="img" aria-label={words} title={words}>
      {isBetter ? '▲' : '▼'}
    </span>
  );
}

function isBest(cell: CellStatistics, cells: readonly CellStatistics[], measure: MeasureName): boolean {
  const means = cells.flatMap((each) => estimateOf(each, measure)?.mean ?? []);
  // Where all are equal none is the best.
  return (
    estimateOf(cell, measure)?.mean === Math.max(...means) && means.some((mean) => mean < Math.max(...means))
  );
}

function comparisonOf(
  comparisons: readonly Comparison[],
  { methodIndex, budget }: CellStatistics,
  measure: MeasureName,
): Comparison | undefined {
  return comparisons.find(
    (each) => each.methodIndex === methodIndex && each.budget === budget && each.measure === measure,
  );
}
