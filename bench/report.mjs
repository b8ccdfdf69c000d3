// @ts-check
/** How every benchmark ends: a table for people, then one line of JSON. */
import { cpus } from 'node:os';

/**
 * What the line of JSON holds.
 *
 * @param {string} bench
 * @param {Record<string, string>} where what it ran on, beside the machine
 * @param {Record<string, number | null>} figures null: could not be measured
 */
export function reportOf(bench, where, figures) {
  const machine = { cores: cpus().length, cpu: cpus()[0]?.model.trim() ?? 'unknown', ...where };
  return { bench, machine, figures };
}

/**
 * @param {string} bench
 * @param {{ browser: string, backend: string }} where
 * @param {Record<string, number | null>} figures null: could not be measured on this system
 * @param {Record<string, string>} meanings unit and meaning of each figure
 */
export function printReport(bench, where, figures, meanings) {
  const width = Math.max(...Object.keys(figures).map((name) => name.length));
  for (const [name, value] of Object.entries(figures)) {
    const text = value === null ? 'not measured' : String(Number(value.toPrecision(4)));
    process.stdout.write(`${name.padEnd(width)}  ${text.padStart(12)}  ${meanings[name] ?? ''}\n`);
  }
  process.stdout.write(`${JSON.stringify(reportOf(bench, where, figures))}\n`);
}
