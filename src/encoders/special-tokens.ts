import { XennError } from '../core/errors.ts';

/** The special tokens around one text. */
export interface TextFrame {
  readonly before: readonly number[];
  readonly after: readonly number[];
}

/** The special tokens around and between query and passage. */
export interface PairFrame {
  readonly before: readonly number[];
  readonly between: readonly number[];
  readonly after: readonly number[];
  /** Token type of the passage and of what follows it; what comes before is of type 0. */
  readonly passageType: number;
}

/** A "post_processor" of tokenizer.json, as far as it is read here. */
interface PostProcessor {
  readonly type: string;
  readonly processors?: readonly PostProcessor[];
  readonly single?: readonly TemplatePiece[];
  readonly pair?: readonly TemplatePiece[];
  readonly special_tokens?: Readonly<Record<string, { readonly ids: readonly number[] }>>;
  readonly cls?: readonly [string, number];
  readonly sep?: readonly [string, number];
}

type TemplatePiece =
  | { readonly SpecialToken: { readonly id: string; readonly type_id: number } }
  | { readonly Sequence: { readonly id: string; readonly type_id: number } };

/** How a tokenizer frames one text; without special tokens when its tokenizer.json names none. */
export function readTextFrame(tokenizerJson: object): TextFrame {
  const processor = findProcessor(tokenizerJson);
  if (!processor) return { before: [], after: [] };
  const { cls, sep } = processor;
  if (cls && sep) return { before: [cls[1]], after: [sep[1]] };
  const [before, after] = splitAtTexts(processor, processor.single ?? []);
  return { before: before.ids, after: after?.ids ?? [] };
}

/**
 * How a tokenizer joins query and passage. Throws EncoderError when its tokenizer.json does not say: a model that
 * was never shown pairs is no cross-encoder.
 */
export function readPairFrame(tokenizerJson: object): PairFrame {
  const processor = findProcessor(tokenizerJson);
  if (processor?.cls && processor.sep)
    return classicFrame(processor.type, processor.cls[1], processor.sep[1]);
  const parts = processor && splitAtTexts(processor, processor.pair ?? []);
  if (parts?.length === 3) {
    const [before, between, after] = parts;
    return {
      before: before.ids,
      between: between.ids,
      after: after.ids,
      passageType: after.textType,
    };
  }
  throw new XennError(
    'EncoderError',
    'tokenizer.json: expected a post-processor that joins two texts, found none. Choose a cross-encoder, or give ' +
      'the model a prompt.',
  );
}

/** BertProcessing: [CLS] A [SEP] B [SEP], RobertaProcessing: <s> A </s></s> B </s> with one type. */
function classicFrame(type: string, start: number, separator: number): PairFrame {
  const roberta = type === 'RobertaProcessing';
  return {
    before: [start],
    between: roberta ? [separator, separator] : [separator],
    after: [separator],
    passageType: roberta ? 0 : 1,
  };
}

/** The one that adds special tokens; it may stand in a sequence beside others. */
function findProcessor(tokenizerJson: object): PostProcessor | undefined {
  const { post_processor: root } = tokenizerJson as { post_processor?: PostProcessor | null };
  if (!root) return undefined;
  const candidates = root.type === 'Sequence' ? (root.processors ?? []) : [root];
  return candidates.find(({ type }) => /^(Template|Bert|Roberta)Processing$/.test(type));
}

interface Part {
  readonly ids: number[];
  /** Token type of the text before this part; 0 for the first. */
  readonly textType: number;
}

/** The special ids before, between and after the texts of a template. */
function splitAtTexts(
  { special_tokens: table = {} }: PostProcessor,
  pieces: readonly TemplatePiece[],
): Part[] {
  const parts: Part[] = [{ ids: [], textType: 0 }];
  for (const piece of pieces) {
    if ('Sequence' in piece) parts.push({ ids: [], textType: piece.Sequence.type_id });
    else parts[parts.length - 1].ids.push(...(table[piece.SpecialToken.id]?.ids ?? []));
  }
  return parts;
}
