/** A file that is not text, told by its first bytes. */
interface Signature {
  readonly bytes: readonly number[];
  /** Completes "seems to be …, not a text file in UTF-8 or UTF-16". */
  readonly what: string;
  /** What to do, as a sentence. */
  readonly advice: string;
}

const CONVERT = 'Export its text as JSON Lines, CSV, TSV or plain text and choose that file.';
const UNPACK = 'Unpack it and choose the file inside.';

const SIGNATURES: readonly Signature[] = [
  { bytes: ascii('%PDF-'), what: 'a PDF document', advice: CONVERT },
  // 0x15 begins the first page header; a text may well begin with "PAR1".
  { bytes: [...ascii('PAR1'), 0x15], what: 'a Parquet file', advice: CONVERT },
  { bytes: ascii('ARROW1'), what: 'an Arrow file', advice: CONVERT },
  { bytes: [...ascii('SQLite format 3'), 0], what: 'an SQLite database', advice: CONVERT },
  {
    bytes: [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1],
    what: 'an old Office document (.doc, .xls)',
    advice: CONVERT,
  },
  { bytes: [0x89, ...ascii('PNG')], what: 'a PNG image', advice: CONVERT },
  { bytes: [0xff, 0xd8, 0xff], what: 'a JPEG image', advice: CONVERT },
  { bytes: [0x1f, 0x8b], what: 'a gzip archive', advice: UNPACK },
  { bytes: [...ascii('PK'), 3, 4], what: 'a zip archive', advice: UNPACK },
  { bytes: [0xfd, ...ascii('7zXZ'), 0], what: 'an xz archive', advice: UNPACK },
  { bytes: [...ascii('7z'), 0xbc, 0xaf, 0x27, 0x1c], what: 'a 7-Zip archive', advice: UNPACK },
  { bytes: [0x28, 0xb5, 0x2f, 0xfd], what: 'a Zstandard archive', advice: UNPACK },
  {
    bytes: [0xff, 0xfe, 0, 0],
    what: 'UTF-32',
    advice: 'Save it as UTF-8 and choose it again.',
  },
];

/** The signature that `head` begins with; undefined when it looks like none of the known binary formats. */
export function findSignature(head: Uint8Array): Signature | undefined {
  return SIGNATURES.find(({ bytes }) => bytes.every((byte, index) => head[index] === byte));
}

function ascii(text: string): number[] {
  return Array.from(text, (character) => character.charCodeAt(0));
}
