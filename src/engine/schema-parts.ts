/** Parts of the files that are kept and exported: numbers, and arrays as base64 of their little-endian bytes. */
import * as v from 'valibot';
import type { Ranking } from '../core/types.ts';
import { bytesOf } from '../formats/floats.ts';
import { fromBase64, toBase64 } from './base64.ts';

export const finite = v.pipe(v.number(), v.finite());
export const natural = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
export const count = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
export const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
/** The last moment that a Date can be (ECMAScript, Time Values). */
export const LAST_MS = 8.64e15;

export const encodeFloats = (values: Float32Array | Float64Array) =>
  toBase64(bytesOf(Float32Array.from(values)));
export const encodeRows = (rows: Uint32Array) => toBase64(bytesOf(Uint32Array.from(rows)));
export const encodeRanking = ({ docRows, scores }: Ranking) => ({
  docRows: encodeRows(docRows),
  scores: encodeFloats(scores),
});

/** Whole groups of four bytes. */
const words = v.pipe(
  v.string(),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const bytes = fromBase64(dataset.value);
    if (bytes && bytes.length % 4 === 0) return bytes;
    addIssue({ expected: 'base64 of 4-byte numbers', message: 'Invalid base64' });
    return NEVER;
  }),
);
export const rows = v.pipe(
  words,
  v.transform((bytes) => new Uint32Array(bytes.buffer)),
);
export const floats = v.pipe(
  words,
  v.transform((bytes) => new Float32Array(bytes.buffer)),
  v.check((values) => values.every(Number.isFinite), 'Invalid numbers: one is not finite'),
);
export const together = 'Invalid arrays: two that belong together differ in length';

export const ranking = v.pipe(
  v.object({ docRows: rows, scores: floats }),
  v.check(({ docRows, scores }) => docRows.length === scores.length, together),
);
