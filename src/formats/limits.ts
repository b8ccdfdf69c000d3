/** Every bound of the readers, in one place. Sizes are bytes unless the name says otherwise. */

/** Read of a file to decide what it is and to show its first rows. */
export const PREVIEW_BYTES = 256 * 1024;

/** Looked at for signatures of binary files, NUL bytes and byte order marks. */
export const SNIFF_BYTES = 1024;

/** Cut into lines at once. */
export const TEXT_STEP_BYTES = 256 * 1024;

/**
 * A longer line is refused, and never held. Room for what is exported: MAX_DOCUMENT_CHARACTERS, each as an escape of six
 * bytes in JSON, and an id.
 */
export const MAX_LINE_BYTES = 32 * 1024 * 1024;

/** Of a line of JSON, outside its strings: as arrays and objects they take many times their length in memory. */
export const MAX_JSON_STRUCTURE_CHARACTERS = 1024 * 1024;

/**
 * A record of a table that is longer is refused; where quotes are open so long, they count as never closed. Room for what is
 * exported: MAX_DOCUMENT_CHARACTERS, each a quote that is written as two, and an id.
 */
export const MAX_RECORD_CHARACTERS = 9 * 1024 * 1024;

/** A batch is handed on when it holds this many items of any kind, or this much text. */
export const BATCH_ITEMS = 1000;
export const BATCH_CHARACTERS = 1024 * 1024;

/** Rows shown before the import. */
export const SAMPLE_ROWS = 5;

/** Columns of a table, or keys in the first lines of JSON Lines. */
export const MAX_COLUMNS = 10_000;

/** First lines from which the delimiter of a CSV file is guessed, fewer where they hold so much, and no more of their text. */
export const DELIMITER_LINES = 10;
export const DELIMITER_CHARACTERS = 1024 * 1024;

/** Kept of the end of a zip: its directory, about 100 bytes a file, must lie within. */
export const ZIP_TAIL_BYTES = 2 * 1024 * 1024;

/** One file inside a zip may not unpack to more than this. */
export const MAX_UNPACKED_BYTES = 8 * 1024 ** 3;

/** Nor, above a size that is harmless anyway, to more than this many times its packed size; text packs 2 to 20 times. */
export const MAX_UNPACKED_RATIO = 200;
export const HARMLESS_UNPACKED_BYTES = 64 * 1024 * 1024;

/**
 * All files of an import together, unpacked: as a database with its text index they take two to three times that, more than
 * browsers let a site keep on most disks. An import that does not fit fails as a whole, after hours.
 */
export const MAX_TOTAL_BYTES = 16 * 1024 ** 3;

/** Kept of what a .gz was unpacked from: a header, which stands between its parts, may not be longer. */
export const GZIP_TAIL_BYTES = 64 * 1024;

/** A file that is one document is held while it is read. Markdown takes many times its size in memory. */
export const MAX_TEXT_FILE_BYTES = 32 * 1024 * 1024;
export const MAX_MARKDOWN_BYTES = 8 * 1024 * 1024;
export const MAX_PDF_BYTES = 256 * 1024 * 1024;

/** The time for a page does not depend on its length: a small file can announce any number. */
export const MAX_PDF_PAGES = 20_000;

/** Of a PDF, and of one page, whose packed content may hold any length. A page is left once it shows more, or at a cancel. */
export const MAX_PDF_CHARACTERS = 64 * 1024 * 1024;
export const MAX_PDF_PAGE_CHARACTERS = 1024 * 1024;

/**
 * Milliseconds until a PDF has opened, and until the next text of a page, or its end, has come. pdf.js goes through drawing, text
 * beyond the edges and a single text of any length without a pause, half a second for a megabyte, and 100 MB of it pack to
 * 100 kB.
 */
export const MAX_PDF_STEP_MS = 30_000;

/** Elements of a page in each other: a closing tag is looked for among all that are open. */
export const MAX_HTML_DEPTH = 2000;

/** Time grows with the depth of lists and quotes in each other, and they are told by what a line begins with. */
export const MAX_MARKDOWN_INDENT = 40;

/** Time grows with the square of these in one paragraph, or worse; one with more keeps its marks. */
export const MAX_EMPHASIS_MARKS = 200;

/** What a Markdown file says of itself before its text may not be longer. */
export const MAX_FRONT_MATTER_CHARACTERS = 64 * 1024;

/** Shown of a cell, or of a document of its own file, before the import. */
export const SAMPLE_CHARACTERS = 300;

/** A document that is stored whole, or a passage, may not be longer, its title counted in. */
export const MAX_DOCUMENT_CHARACTERS = 4 * 1024 * 1024;

/** Of the id and the title of a document that is cut, which every passage repeats; a longer heading is not repeated. */
export const MAX_TITLE_CHARACTERS = 4096;

/** A query is shown, and encoded, as a whole. */
export const MAX_QUERY_CHARACTERS = 1024 * 1024;

/** Where passages are cut by sentences, one with more words is cut, too: a text without full stops has no others. */
export const MAX_SENTENCE_WORDS = 200;

/** Fed to the inflater at once: deflate grows at most about 1,030 times, so one step makes at most 17 MB. */
export const INFLATE_STEP_BYTES = 16 * 1024;

/** A Parquet file with scores is read as a whole: its directory lies at its end. */
export const MAX_PARQUET_BYTES = 2 ** 30;

/** Of a row group, unpacked: of the columns that are read. */
export const MAX_GROUP_BYTES = 2 ** 30;
export const MAX_TEXT_GROUP_BYTES = 2 ** 29;

/** Of a row group: a dictionary gives a text in every row for a few bytes in all. */
export const MAX_GROUP_ROWS = 2 ** 24;

/** The directory of a Parquet file with documents; in memory it takes many times that. */
export const MAX_PARQUET_FOOTER_BYTES = 8 * 1024 * 1024;

/** A file that is fetched from an address may not be longer. */
export const MAX_FETCHED_BYTES = 8 * 1024 ** 3;
