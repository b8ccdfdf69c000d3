import { table } from '../markdown.ts';
import { finalRecall, RECALL_AT, type Reports } from './figures.ts';
import type { SetQuality } from './measure-quality.ts';
import { REFERENCE } from './methods.ts';

/** What was measured on one set, as Markdown for people. */
export function qualityTables(
  set: string,
  title: string,
  { reports, queryCount, leftOut }: SetQuality,
): string {
  const parts = RECALL_AT.map((k) => [
    `${set}, ${title}: recall@${k} [95 %], ${queryCount} test queries`,
    recallTable(reports, k),
  ]);
  const [first] = reports.values();
  const leads =
    first?.methods[0].label === REFERENCE && first.methods.length > 1
      ? RECALL_AT.map((k) => [
          `${set}: by how much '${REFERENCE}' finds more, recall@${k} (p of a paired randomisation test)`,
          leadTable(reports, k),
        ])
      : [];
  const without = leftOut.length > 0 ? [[`Left out: ${leftOut.join('; ')}.`]] : [];
  return [...parts, ...leads, ...without].flat().join('\n\n');
}

function recallTable(reports: Reports, k: number): string {
  const rows = labelsOf(reports).map((label) => [
    label,
    ...Array.from(reports.values(), ({ methods }) => {
      const method = methods.find((each) => each.label === label);
      if (!method) return '';
      const { recall, low, high } = finalRecall(method, k);
      return `${share(recall)} [${share(low)}, ${share(high)}]`;
    }),
  ]);
  return table(['method', ...budgetHeads(reports)], rows);
}

function leadTable(reports: Reports, k: number): string {
  const [, ...others] = labelsOf(reports);
  const rows = others.map((label) => [
    label,
    ...Array.from(reports.values(), ({ differences }) => {
      const found = differences.find((each) => each.label === label && each.k === k);
      return found ? `${signed(-found.difference)} (${share(found.p)})` : '';
    }),
  ]);
  return table(['method', ...budgetHeads(reports)], rows);
}

function labelsOf(reports: Reports): string[] {
  const [first] = reports.values();
  return first?.methods.map(({ label }) => label) ?? [];
}

function budgetHeads(reports: Reports): string[] {
  return Array.from(reports.keys(), (budget) => `B = ${budget}`);
}

/** Three digits, without the zero before the point. */
function share(value: number): string {
  return value.toFixed(3).replace(/^0/, '');
}

/** What rounds to nothing has no minus. */
function signed(value: number): string {
  return `${value <= -0.0005 ? '−' : '+'}${share(Math.abs(value))}`;
}
