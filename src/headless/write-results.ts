import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { parseHTML } from 'linkedom';
import type { Engine } from '../engine/engine.ts';
import type { ExperimentReport } from '../engine/experiment-records.ts';
import { chartPictures } from '../report/chart-pictures.ts';
import { standaloneHtml } from '../report/standalone-html.tsx';
import { writeWhole } from './write-whole.ts';

/** What is in the folder, in the order in which a person would look at it. */
const PARTS = ['report.html', 'results.json', 'results.csv', 'qrels.txt', 'runs', 'charts'];

/**
 * Writes an experiment into `folder`: report.html, which opens from disk; results.json, all of it; results.csv, the table;
 * runs/, a TREC run a cell and a reference, and their qrels.txt; charts/, as SVG. Resolves with their paths.
 */
export async function writeResults(
  engine: Pick<Engine, 'exportExperiment'>,
  report: ExperimentReport,
  folder: string,
): Promise<string[]> {
  const { experimentId } = report.summary;
  const exported = async (format: 'json' | 'csv' | 'trec') => {
    const { blob } = await engine.exportExperiment({ experimentId, format });
    return new Uint8Array(await blob.arrayBuffer());
  };
  // A DOM to build charts in.
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  const files: [path: string, content: string | Uint8Array][] = [
    // A retriever that finds nothing, and judgements where there are none, would be empty files.
    ...Object.entries(unzipSync(await exported('trec'))).filter(([, { length }]) => length > 0),
    ...chartPictures(report, document).map(({ chart: { name }, svg }): [string, string] => [
      `charts/${name}.svg`,
      svg,
    ]),
    ['results.csv', await exported('csv')],
    ['results.json', await exported('json')],
    ['report.html', standaloneHtml(report, document)],
  ];
  for (const [path, content] of files) writeWhole(join(folder, path), content);
  const isWritten = (part: string) => files.some(([path]) => path === part || path.startsWith(`${part}/`));
  return PARTS.filter(isWritten).map((part) => join(folder, part));
}
