/** Kept searches and experiments as JSON that came from elsewhere. */
import { writeExperimentJson } from '../../engine/experiment-json.ts';
import { writeRunJson } from '../../engine/run-json.ts';
import { encodeFloats } from '../../engine/schema-parts.ts';
import { makeExperiment } from '../experiments.ts';
import { sourceFile } from '../source-files.ts';
import { STORED_RUN } from '../stored-runs.ts';
import { cutMessage } from './cut-message.ts';
import type { HostileCase, Outcome, Way } from './hostile-case.ts';
import { lazyFile, unreadableFile } from './lazy-file.ts';
import { ALL_PAYLOADS } from './payloads.ts';

// biome-ignore lint/suspicious/noExplicitAny: a case may put anything anywhere.
type Change = (json: any) => void;

function changed(text: string, change: Change): string {
  const json = JSON.parse(text);
  change(json);
  return JSON.stringify(json);
}

function keptCase(way: Way, name: string, text: () => string, expected: Outcome): HostileCase {
  const path = way === 'run' ? 'a.xenn-run.json' : 'a.xenn-experiment.json';
  return { name, way, files: () => [sourceFile(path, text())], expected };
}

const runCase = (name: string, change: Change, expected: Outcome) =>
  keptCase('run', name, () => changed(writeRunJson(STORED_RUN), change), expected);
const experimentCase = (name: string, change: Change, expected: Outcome) =>
  keptCase('experiment', name, () => changed(writeExperimentJson(makeExperiment()), change), expected);

const DEPTH = 400_000;
const deep = () => `${'['.repeat(DEPTH)}${']'.repeat(DEPTH)}`;
const proto = (text: string) =>
  text.replace('{', '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},');

export const KEPT_CASES: readonly HostileCase[] = [
  keptCase('run', 'an empty run', () => '', {
    error:
      'ImportError: a.xenn-run.json: expected a search that xenn exported (format xenn-run, version 1), found text that is not JSON (Unexpected end of JSON input). Export it again there, or choose another file.',
  }),
  keptCase('run', 'a run that is HTML', () => '<html><script>alert(1)</script></html>', {
    error:
      'ImportError: a.xenn-run.json: expected a search that xenn exported (format xenn-run, version 1), found text that is not JSON (Unexpected token \'<\', "<html><scr"... is not valid JSON). Export it again there, or choose another file.',
  }),
  keptCase('run', 'a run 400,000 brackets deep', deep, {
    error:
      'ImportError: a.xenn-run.json: expected a search that xenn exported (format xenn-run, version 1), found at format “Invalid key: Expected "format" but received undefined”. Export it again there, or choose another file.',
  }),
  keptCase(
    'run',
    'a run under a key 400,000 brackets deep',
    () => writeRunJson(STORED_RUN).replace('{', `{"extra":${deep()},`),
    { stored: '["Seas","What raises tides?",["Ridge"]]' },
  ),
  keptCase('run', 'a run with keys that every object has', () => proto(writeRunJson(STORED_RUN)), {
    stored: '["Seas","What raises tides?",["Ridge"]]',
  }),
  runCase(
    'a run of version 2',
    (run) => {
      run.version = 2;
    },
    {
      error:
        'ImportError: a.xenn-run.json: expected a search that xenn exported (format xenn-run, version 1), found at version “Invalid type: Expected 1 but received 2”. Export it again there, or choose another file.',
    },
  ),
  runCase(
    'a run whose version is a text of a MiB',
    (run) => {
      run.version = 'x'.repeat(2 ** 20);
    },
    {
      error: cutMessage(
        'ImportError: a.xenn-run.json: expected a search that xenn exported (format xenn-run, version 1), found at version “Invalid type: Expected 1 but received "',
        'x',
        '"”. Export it again there, or choose another file.',
      ),
    },
  ),
  runCase(
    'payloads in every text of a run',
    (run) => {
      run.corpusName = ALL_PAYLOADS;
      run.queryText = ALL_PAYLOADS;
      run.labels = [ALL_PAYLOADS];
      run.methods[0].request.label = ALL_PAYLOADS;
      run.methods[0].request.queryText = ALL_PAYLOADS;
      for (const document of run.documents)
        Object.assign(document, {
          id: ALL_PAYLOADS + document.docRow,
          title: ALL_PAYLOADS,
          text: ALL_PAYLOADS,
        });
    },
    { stored: JSON.stringify([ALL_PAYLOADS, ALL_PAYLOADS, [ALL_PAYLOADS]]) },
  ),
  runCase(
    '10^15 planned rounds',
    (run) => {
      run.methods[0].plannedRounds = 1e15;
    },
    { stored: '["Seas","What raises tides?",["Ridge"]]' },
  ),
  runCase(
    'a budget of 10^15',
    (run) => {
      run.budget = 1e15;
    },
    { stored: '["Seas","What raises tides?",["Ridge"]]' },
  ),
  runCase(
    'a corpus of 10^15 documents',
    (run) => {
      run.itemCount = 1e15;
      run.methods[0].itemCount = 1e15;
    },
    { stored: '["Seas","What raises tides?",["Ridge"]]' },
  ),
  runCase(
    'a score without end',
    (run) => {
      run.methods[0].rounds[0].newItems[0].exactScore = '1e999';
    },
    {
      error:
        'ImportError: a.xenn-run.json: expected a search that xenn exported (format xenn-run, version 1), found at methods.0.rounds.0.newItems.0.exactScore “Invalid type: Expected number but received "1e999"”. Export it again there, or choose another file.',
    },
  ),
  keptCase(
    'run',
    'a number beyond all numbers',
    () => writeRunJson(STORED_RUN).replace('"exactScore":2.5', '"exactScore":1e999'),
    {
      error:
        'ImportError: a.xenn-run.json: expected a search that xenn exported (format xenn-run, version 1), found at methods.0.rounds.0.newItems.0.exactScore “Invalid finite: Received Infinity”. Export it again there, or choose another file.',
    },
  ),
  runCase(
    'base64 that is none',
    (run) => {
      run.map.docRows = '<script>';
    },
    {
      error:
        'ImportError: a.xenn-run.json: expected a search that xenn exported (format xenn-run, version 1), found at map.docRows “Invalid base64”. Export it again there, or choose another file.',
    },
  ),
  runCase(
    'base64 of NaN',
    (run) => {
      run.map.points = encodeFloats(new Float32Array(8).fill(Number.NaN));
    },
    {
      error:
        'ImportError: a.xenn-run.json: expected a search that xenn exported (format xenn-run, version 1), found at map.points “Invalid numbers: one is not finite”. Export it again there, or choose another file.',
    },
  ),
  runCase(
    'base64 of 4 MiB of zeros',
    (run) => {
      run.map.docRows = 'A'.repeat(2 ** 22);
      run.map.points = 'A'.repeat(2 ** 23);
    },
    {
      error:
        'ImportError: a.xenn-run.json: expected a search that xenn exported (format xenn-run, version 1), found a row of the map twice. Export it again there, or choose another file.',
    },
  ),
  runCase(
    'documents in a row of their own',
    (run) => {
      run.documents[0].docRow = 2 ** 40;
    },
    {
      error:
        'ImportError: a.xenn-run.json: expected a search that xenn exported (format xenn-run, version 1), found a document beyond the size of the corpus. Export it again there, or choose another file.',
    },
  ),
  {
    name: 'a run of 200 MiB',
    way: 'run',
    files: () => [lazyFile('a.xenn-run.json', 200 * 2 ** 20, ' ')],
    mostBytes: 0,
    expected: {
      error:
        'ImportError: a.xenn-run.json: expected a search of at most 64 MiB, found 200 MiB. Choose another file.',
    },
  },
  {
    name: 'a folder picked like a run',
    way: 'run',
    files: () => [unreadableFile('a.xenn-run.json')],
    expected: {
      error:
        'ImportError: a.xenn-run.json cannot be read (A requested file or directory could not be found.). Choose it again.',
    },
  },
  {
    name: 'two runs at once',
    way: 'run',
    files: () => [sourceFile('a.json', '{}'), sourceFile('b.json', '{}')],
    expected: {
      error: 'ImportError: Expected one file of a search, found 2. Choose one .xenn-run.json file.',
    },
  },
  keptCase('experiment', 'an empty experiment', () => '', {
    error:
      'ImportError: a.xenn-experiment.json: expected an experiment that xenn exported (format xenn-experiment, version 1), found text that is not JSON (Unexpected end of JSON input). Export it again there, or choose another file.',
  }),
  keptCase('experiment', 'an experiment that is an array', () => '[]', {
    error:
      'ImportError: a.xenn-experiment.json: expected an experiment that xenn exported (format xenn-experiment, version 1), found at format “Invalid key: Expected "format" but received undefined”. Export it again there, or choose another file.',
  }),
  keptCase('experiment', 'an experiment 400,000 brackets deep', deep, {
    error:
      'ImportError: a.xenn-experiment.json: expected an experiment that xenn exported (format xenn-experiment, version 1), found at format “Invalid key: Expected "format" but received undefined”. Export it again there, or choose another file.',
  }),
  keptCase(
    'experiment',
    'an experiment with keys that every object has',
    () => proto(writeExperimentJson(makeExperiment())),
    { stored: '["Tides",["A","B"]]' },
  ),
  keptCase('experiment', 'a search in place of an experiment', () => writeRunJson(STORED_RUN), {
    error:
      'ImportError: a.xenn-experiment.json: expected an experiment that xenn exported (format xenn-experiment, version 1), found at format “Invalid type: Expected "xenn-experiment" but received "xenn-run"”. Export it again there, or choose another file.',
  }),
  experimentCase(
    'payloads in every text of an experiment',
    (experiment) => {
      Object.assign(experiment, {
        name: ALL_PAYLOADS,
        corpusName: ALL_PAYLOADS,
        labels: [ALL_PAYLOADS, 'B'],
      });
      experiment.request.name = ALL_PAYLOADS;
      experiment.request.methods[0].label = ALL_PAYLOADS;
      for (const result of experiment.results) result.text = ALL_PAYLOADS;
      experiment.results[0].queryId = ALL_PAYLOADS.replaceAll(' ', '');
      Object.assign(experiment.provenance, {
        machine: ALL_PAYLOADS,
        backend: ALL_PAYLOADS,
        compute: ALL_PAYLOADS,
        appVersion: ALL_PAYLOADS,
      });
    },
    { stored: JSON.stringify([ALL_PAYLOADS, [ALL_PAYLOADS, 'B']]) },
  ),
  experimentCase(
    'matrices under __proto__',
    (experiment) => {
      experiment.provenance.matrices = JSON.parse('{"__proto__":"x","scores":"y"}');
    },
    { stored: '["Tides",["A","B"]]' },
  ),
  experimentCase(
    'labels that every object has',
    (experiment) => {
      experiment.labels = ['__proto__', 'constructor'];
      experiment.request.methods[0].label = '__proto__';
      experiment.request.methods[1].label = 'constructor';
      experiment.results[0].queryId = 'toString';
      experiment.results[1].queryId = '__proto__';
    },
    { stored: '["Tides",["__proto__","constructor"]]' },
  ),
  experimentCase(
    'grades beyond reason',
    (experiment) => {
      experiment.results[0].judgements[0].grade = Number.MAX_SAFE_INTEGER;
    },
    { stored: '["Tides",["A","B"]]' },
  ),
  experimentCase(
    'a negative grade',
    (experiment) => {
      experiment.results[0].judgements[0].grade = -5;
    },
    { stored: '["Tides",["A","B"]]' },
  ),
  experimentCase(
    'ks of 10^15',
    (experiment) => {
      experiment.request.ks = [1, 1e15];
    },
    { stored: '["Tides",["A","B"]]' },
  ),
  experimentCase(
    'ids with line ends and spaces',
    (experiment) => {
      experiment.documentIds.ids = experiment.documentIds.ids.map(
        (_: string, index: number) => `a b\n${index}`,
      );
    },
    {
      error:
        'InvalidArgumentError: The document id "a b\n0" has white space in it; expected one without, because in TREC files white space parts the columns. Give the documents and queries other ids.',
    },
  ),
  experimentCase(
    'a moment beyond all dates',
    (experiment) => {
      experiment.createdMs = 9e15;
    },
    {
      error:
        'ImportError: a.xenn-experiment.json: expected an experiment that xenn exported (format xenn-experiment, version 1), found at createdMs “Invalid value: Expected <=8640000000000000 but received 9000000000000000”. Export it again there, or choose another file.',
    },
  ),
];
