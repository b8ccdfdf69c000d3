/** Takes a hostile file through the use case that a person's file goes through. */
import type { Engine } from '../../engine/engine.ts';
import type { ImportReport } from '../../engine/records.ts';
import type { SourceFile } from '../../formats/records.ts';
import type { HostileCase, Outcome } from './hostile-case.ts';
import { counted } from './lazy-file.ts';

/** Far above what the small files of the table have. */
const MOST_BYTES = 64 * 2 ** 20;

export interface Place {
  readonly engine: Engine;
  readonly corpusId: string;
  readonly experimentId: string;
}

/** What came of it. A new corpus is deleted once it was looked at; an error that is no XennError's name shows as what it is. */
export async function takeCase(hostile: HostileCase, place: Place): Promise<Outcome> {
  const files = counted(hostile.files(), { bytes: 0 }, hostile.mostBytes ?? MOST_BYTES);
  try {
    return await WAYS[hostile.way](files, place, hostile);
  } catch (error) {
    const { name, message } = error as Error;
    return { error: `${name}: ${message}` };
  }
}

/** Everything that lists show of what is stored: equal before and after what was refused. */
export async function storedState({ engine, corpusId }: Place): Promise<unknown> {
  const [corpora, runs, experiments, details] = await Promise.all([
    engine.listCorpora({}),
    engine.listRuns({}),
    engine.listExperiments({}),
    engine.readCorpusDetails({ corpusId }),
  ]);
  return { corpora, runs, experiments, details };
}

type Take = (files: SourceFile[], place: Place, hostile: HostileCase) => Promise<Outcome>;

const WAYS: Readonly<Record<HostileCase['way'], Take>> = {
  async corpus(files, { engine }, hostile) {
    const preview = await engine.previewImport({ files, ...(hostile.format && { format: hostile.format }) });
    const mapping = hostile.mapping ?? preview.mapping;
    const report = await engine.importCorpus({
      name: preview.suggestedName,
      sourceName: files[0].path,
      files,
      options: { format: hostile.format ?? preview.format, ...(mapping && { mapping }) },
      leaveOutDuplicates: false,
    });
    const { corpusId, documentCount } = report.corpus;
    try {
      return await documentsSince(engine, corpusId, 0, documentCount, report);
    } finally {
      await engine.deleteCorpus({ corpusId });
    }
  },

  async more(files, { engine, corpusId }, hostile) {
    const { documentCount: before } = (await engine.readCorpusDetails({ corpusId })).corpus;
    const preview = await engine.previewImport({ files });
    const mapping = hostile.mapping ?? preview.mapping;
    const report = await engine.addDocuments({
      corpusId,
      files,
      options: { format: preview.format, ...(mapping && { mapping }) },
      leaveOutDuplicates: false,
    });
    const outcome = await documentsSince(engine, corpusId, before, report.corpus.documentCount, report);
    const added = Uint32Array.from(
      { length: report.corpus.documentCount - before },
      (_, index) => before + index,
    );
    await engine.removeDocuments({ corpusId, docRows: added });
    return outcome;
  },

  async queries(files, { engine, corpusId }) {
    const report = await engine.addQueries({ corpusId, files });
    return {
      stored: `${report.newQueryCount} queries, ${report.newJudgementCount} judgements, ${report.duplicateQueryCount} queries that were there, of unknown queries ${report.unknownQueryCount}, of unknown documents ${report.unknownDocumentCount}`,
      ...refusedLines(report),
    };
  },

  async run(files, { engine }) {
    const summary = await engine.importRun({ files });
    await engine.readRun({ runId: summary.runId });
    await engine.deleteRun({ runId: summary.runId });
    return { stored: JSON.stringify([summary.corpusName, summary.queryText, summary.labels]) };
  },

  async experiment(files, { engine }) {
    const { experimentId, name, labels } = await engine.importExperiment({ files });
    try {
      await engine.readExperiment({ experimentId });
      for (const format of ['json', 'csv', 'trec'] as const) {
        await engine.exportExperiment({ experimentId, format });
      }
    } finally {
      await engine.deleteExperiment({ experimentId });
    }
    return { stored: JSON.stringify([name, labels]) };
  },

  async trec(files, { engine, experimentId }) {
    const runs = await engine.importTrecRuns({ experimentId, files });
    return { stored: JSON.stringify(runs.map(({ name }) => name)) };
  },

  async scores(files, { engine, corpusId }) {
    const { queryCount, pairCount } = await engine.importScores({ corpusId, files });
    return { stored: `${pairCount} pairs of ${queryCount} queries` };
  },

  async index(files, { engine, corpusId }) {
    const { indexId, name } = await engine.importIndex({ corpusId, files });
    await engine.deleteIndex({ corpusId, indexId });
    return { stored: name };
  },

  async vectors(files, { engine, corpusId }) {
    const { indexId, name, rows, cols } = await engine.importVectors({ corpusId, name: 'Vectors', files });
    await engine.deleteIndex({ corpusId, indexId });
    return { stored: `${name}, ${rows} x ${cols}` };
  },

  async project(files, { engine }) {
    const { corpusId, name } = await engine.importProject({ files });
    await engine.deleteCorpus({ corpusId });
    return { stored: name };
  },
};

async function documentsSince(
  engine: Engine,
  corpusId: string,
  firstRow: number,
  rowEnd: number,
  report: ImportReport,
): Promise<Outcome> {
  const documents = await engine.readDocumentRange({ corpusId, start: firstRow, count: rowEnd - firstRow });
  const { queryCount, judgementCount } = report.corpus;
  return {
    documents: documents.map(({ id, title, text }) => [id, title, text] as const),
    ...(firstRow === 0 && queryCount > 0 ? { queryCount, judgementCount } : {}),
    ...refusedLines(report),
  };
}

/** Absent where nothing was refused. */
function refusedLines({ refused }: Pick<ImportReport, 'refused'>): { refused?: string[] } {
  if (refused.length === 0) return {};
  return { refused: refused.map(({ file, line, reason }) => `${file}:${line} ${reason}`) };
}
