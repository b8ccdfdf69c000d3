// @ts-check
/** How every benchmark ends: a table for people, then one line of JSON. */
import { cpus } from 'node:os';

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
  const machine = { cores: cpus().length, cpu: cpus()[0]?.model.trim() ?? 'unknown', ...where };
  process.stdout.write(`${JSON.stringify({ bench, machine, figures })}\n`);
}
