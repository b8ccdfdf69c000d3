import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { parseHTML } from 'linkedom';
import { XennError } from '../core/errors.ts';
import type { Engine } from '../engine/engine.ts';
import type { ExperimentReport } from '../engine/experiment-records.ts';
import { chartPictures } from '../report/chart-pictures.ts';
import { standaloneHtml } from '../report/standalone-html.tsx';
import { addResults, type ResultFiles, removeResults } from './result-folder.ts';

/** What is in the folder, in the order in which a person would look at it. */
const PARTS = ['report.html', 'results.json', 'results.csv', 'qrels.txt', 'runs', 'charts'];

/**
 * Writes an experiment into `folder`, in place of an earlier one: report.html, which opens from disk; results.json, all of
 * it; results.csv, the table; charts/, as SVG; runs/, a TREC run a cell and a reference, and their qrels.txt. Ids that TREC
 * files cannot hold leave those out, which `say` is told. Resolves with the paths.
 */
export async function writeResults(
  engine: Pick<Engine, 'exportExperiment'>,
  report: ExperimentReport,
  folder: string,
  say: (text: string) => void,
): Promise<string[]> {
  const { experimentId } = report.summary;
  const exported = async (format: 'json' | 'csv' | 'trec') => {
    const { blob } = await engine.exportExperiment({ experimentId, format });
    return new Uint8Array(await blob.arrayBuffer());
  };
  // A DOM to build charts in.
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  const files: ResultFiles = [
    ['results.json', await exported('json')],
    ['results.csv', await exported('csv')],
    ['report.html', standaloneHtml(report, document)],
    ...chartPictures(report, document).map(
      ({ chart: { name }, svg }) => [`charts/${name}.svg`, svg] as const,
    ),
  ];
  removeResults(folder);
  addResults(folder, files);
  // Last: whatever fails here, the results are on disk.
  const trecFiles = await readTrecFiles(() => exported('trec'), say);
  addResults(folder, trecFiles);
  const paths = [...files, ...trecFiles].map(([path]) => path);
  const isWritten = (part: string) => paths.some((path) => path === part || path.startsWith(`${part}/`));
  return PARTS.filter(isWritten).map((part) => join(folder, part));
}

async function readTrecFiles(
  readZip: () => Promise<Uint8Array>,
  say: (text: string) => void,
): Promise<ResultFiles> {
  try {
    // A retriever that finds nothing, and judgements where there are none, would be empty files.
    return Object.entries(unzipSync(await readZip())).filter(([, { length }]) => length > 0);
  } catch (error) {
    if (!(error instanceof XennError && error.name === 'InvalidArgumentError')) throw error;
    say(`runs/ and qrels.txt are left out. ${error.message}`);
    return [];
  }
}
