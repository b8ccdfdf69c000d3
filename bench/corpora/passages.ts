import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { createRandom, type Random } from '../../src/core/random.ts';

const FILES = ['pairs-0.jsonl.gz', 'pairs-1.jsonl.gz'];

export interface RealTexts {
  /** Different ones, in the order of the files. */
  readonly passages: readonly string[];
  readonly queries: readonly string[];
}

/** A passage ends with the last sentence within this, the first one aside: then the mean is 58 words. */
const MOST_WORDS = 80;

/** The passages and queries of the training pairs. */
export async function readRealTexts(dataFolder: string): Promise<RealTexts> {
  const passages = new Set<string>();
  const queries: string[] = [];
  for (const name of FILES) {
    const bytes = createReadStream(join(dataFolder, 'training', name)).pipe(createGunzip());
    for await (const line of createInterface({ input: bytes })) {
      const pair: { q: string; p: string } = JSON.parse(line);
      passages.add(firstSentences(pair.p));
      queries.push(pair.q);
    }
  }
  return { passages: [...passages], queries };
}

/**
 * The first `count` passages: the real ones, and when they are used up, new ones made of them. A new one has the length of a
 * real one and is made of whole sentences out of others, so that lengths and words are as in real text, but for words that
 * more text would bring.
 */
export function* passagesOf(real: readonly string[], count: number, seed: number): Generator<string> {
  yield* real.slice(0, count);
  const random = createRandom(seed);
  for (let made = real.length; made < count; made++) yield makePassage(real, random);
}

function makePassage(real: readonly string[], random: Random): string {
  const anyOf = <Item>(items: readonly Item[]): Item => items[random.nextInt(items.length)];
  const { length } = anyOf(real);
  let text = anyOf(sentencesOf(anyOf(real)));
  while (text.length < length) text += ` ${anyOf(sentencesOf(anyOf(real)))}`;
  return text;
}

/** The first sentence, and others while they fit into `MOST_WORDS`. */
export function firstSentences(passage: string): string {
  const [first, ...others] = sentencesOf(passage);
  const kept = [first];
  let words = wordCount(first);
  for (const sentence of others) {
    words += wordCount(sentence);
    if (words > MOST_WORDS) break;
    kept.push(sentence);
  }
  return kept.join(' ');
}

function wordCount(text: string): number {
  return text.split(/\s+/).length;
}

/** Cut after full stops that a space follows: near enough to be read. */
function sentencesOf(passage: string): string[] {
  return passage.split(/(?<=[.!?]) /);
}

/** Writes them as JSON Lines with ids. */
export async function writePassages(path: string, passages: Iterable<string>): Promise<void> {
  await pipeline(linesOf(passages), createWriteStream(path));
}

const LINES_AT_ONCE = 1000;

function* linesOf(passages: Iterable<string>): Generator<string> {
  let lines: string[] = [];
  let row = 0;
  for (const text of passages) {
    lines.push(`${JSON.stringify({ _id: `passage-${row}`, text })}\n`);
    row += 1;
    if (lines.length < LINES_AT_ONCE) continue;
    yield lines.join('');
    lines = [];
  }
  yield lines.join('');
}
