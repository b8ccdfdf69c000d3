import type { CrossEncoderSettings, DualEncoderSettings } from '../core/model-settings.ts';
import type { ModelKind } from '../core/records.ts';
import { externalDataPaths, type ModelFiles, readJsonFile, readOptionalJsonFile } from './model-files.ts';
import { type PairFormat, plainFormat, promptFormat } from './pair-assembly.ts';
import {
  isStatic,
  type ModelConfigs,
  readCrossEncoderSettings,
  readDualEncoderSettings,
} from './read-settings.ts';
import { type ScoreReader, scoreReader } from './score-rule.ts';
import type { ModelGraph } from './session.ts';
import { readPairFrame, readTextFrame, type TextFrame } from './special-tokens.ts';
import { createTokenizer, type MakeTokenizer, type TextTokenizer } from './tokenizer.ts';

/** Everything of a model but an open session. */
interface PreparedModel<Settings> {
  readonly name: string;
  /** Read anew each time: weights are large, and nothing that stays should hold on to them. */
  readGraph(): Promise<ModelGraph>;
  readonly tokenizer: TextTokenizer;
  readonly settings: Settings;
}

export interface PreparedCrossEncoder extends PreparedModel<CrossEncoderSettings> {
  readonly format: PairFormat;
  readonly scoreReader: ScoreReader;
}

export interface PreparedDualEncoder extends PreparedModel<DualEncoderSettings> {
  readonly frame: TextFrame;
}

/**
 * Reads what a cross-encoder's files say about it. `settings` replaces what they say where a person changed it.
 * Throws EncoderError when the files do not describe a cross-encoder.
 */
export async function prepareCrossEncoder(
  files: ModelFiles,
  settings?: CrossEncoderSettings,
  makeTokenizer: MakeTokenizer = createTokenizer,
): Promise<PreparedCrossEncoder> {
  const { tokenizer, tokenizerJson, configs } = await readModel(files, makeTokenizer);
  const used = settings ?? readCrossEncoderSettings(configs).settings;
  const format = used.prompt
    ? promptFormat(used.prompt, tokenizer, used.maxTokens)
    : plainFormat(readPairFrame(tokenizerJson), used.maxTokens, tokenizer.padId);
  return {
    name: files.name,
    readGraph: () => readGraph(files),
    tokenizer,
    settings: used,
    format,
    scoreReader: scoreReader(used.scoreRule, files.name, tokenizer),
  };
}

/** The same for a dual-encoder. */
export async function prepareDualEncoder(
  files: ModelFiles,
  settings?: DualEncoderSettings,
  makeTokenizer: MakeTokenizer = createTokenizer,
): Promise<PreparedDualEncoder> {
  const { tokenizer, tokenizerJson, configs } = await readModel(files, makeTokenizer);
  return {
    name: files.name,
    readGraph: () => readGraph(files),
    tokenizer,
    settings: settings ?? readDualEncoderSettings(configs, files.name).settings,
    frame: isStatic(configs.config) ? { before: [], after: [] } : readTextFrame(tokenizerJson),
  };
}

/** What a model's files say about its use. Throws as `prepareCrossEncoder` does. */
export async function readModelSettings(kind: ModelKind, files: ModelFiles) {
  const configs = await readConfigs(files);
  return kind === 'cross-encoder'
    ? readCrossEncoderSettings(configs)
    : readDualEncoderSettings(configs, files.name);
}

/** The JSON files of a model that say how it is used. */
export async function readConfigs(files: ModelFiles): Promise<ModelConfigs> {
  const [config, tokenizerConfig, modules, sentences, pooling, prompts] = await Promise.all([
    readJsonFile(files, 'config.json'),
    readOptionalJsonFile(files, 'tokenizer_config.json'),
    readOptionalJsonFile(files, 'modules.json'),
    readOptionalJsonFile(files, 'sentence_bert_config.json'),
    readOptionalJsonFile(files, '1_Pooling/config.json'),
    readOptionalJsonFile(files, 'config_sentence_transformers.json'),
  ]);
  return {
    config,
    tokenizerConfig: tokenizerConfig ?? {},
    ...(modules && { modules }),
    ...(sentences && { sentences }),
    ...(pooling && { pooling }),
    ...(prompts && { prompts }),
  };
}

async function readModel(files: ModelFiles, makeTokenizer: MakeTokenizer) {
  const [configs, tokenizerJson] = await Promise.all([
    readConfigs(files),
    readJsonFile(files, 'tokenizer.json'),
  ]);
  return { configs, tokenizerJson, tokenizer: makeTokenizer(tokenizerJson, configs.tokenizerConfig) };
}

async function readGraph(files: ModelFiles): Promise<ModelGraph> {
  const graph = await files.read(files.weightsPath);
  const externalData = [];
  for (const path of externalDataPaths(files)) {
    externalData.push({ path: path.slice(path.lastIndexOf('/') + 1), data: await files.read(path) });
  }
  return { name: files.name, graph, externalData };
}
