import type { Comparison } from '../engine/experiment-records.ts';
import { SIGNIFICANT_P } from './findings.ts';
import type { MeasuresTableProps } from './MeasuresTable.tsx';
import { measureLabel } from './measures.ts';
import { countWords, differenceWords, intervalWords, pWords } from './number-words.ts';
import { ScrollingTable } from './ScrollingTable.tsx';

/** Each method against the first one at the same budget, measure by measure. */
export function ComparisonsTable({ report, group: { title, measures } }: MeasuresTableProps) {
  const { request, statistics } = report;
  const others = request.methods.map(({ label }, methodIndex) => ({ label, methodIndex })).slice(1);
  return (
    <ScrollingTable label={`${title}: differences`}>
      <caption>
        {title}: differences to “{request.methods[0].label}” with 95 % intervals and p values (paired
        randomisation test, after Holm’s correction). <b>Bold</b>: p &lt; {SIGNIFICANT_P}.
      </caption>
      <thead>
        <tr>
          <th scope="col">Method</th>
          <th scope="col" className="number">
            Budget
          </th>
          {measures.map((measure) => (
            <th key={measure} scope="col" className="number">
              {measureLabel(measure)}
            </th>
          ))}
        </tr>
      </thead>
      {others.map(({ label, methodIndex }) => (
        <tbody key={label}>
          {request.budgets.map((budget) => (
            <tr key={budget}>
              <th scope="row">{label}</th>
              <td className="number">{countWords(budget)}</td>
              {measures.map((measure) => (
                <DifferenceCell
                  key={measure}
                  comparison={statistics.comparisons.find(
                    (each) =>
                      each.methodIndex === methodIndex && each.budget === budget && each.measure === measure,
                  )}
                />
              ))}
            </tr>
          ))}
        </tbody>
      ))}
    </ScrollingTable>
  );
}

function DifferenceCell({ comparison }: { readonly comparison: Comparison | undefined }) {
  if (!comparison) return <td className="number">–</td>;
  const { difference, low, high, adjustedP } = comparison;
  const words = differenceWords(difference);
  return (
    <td className="number">
      {adjustedP < SIGNIFICANT_P ? <b>{words}</b> : words}
      <span className="interval">{intervalWords(low, high, differenceWords)}</span>
      <span className="interval">{pWords(adjustedP)}</span>
    </td>
  );
}
