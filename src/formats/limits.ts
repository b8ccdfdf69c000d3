/** Every bound of the readers, in one place. Sizes are bytes unless the name says otherwise. */

/** Read of a file to decide what it is and to show its first rows. */
export const PREVIEW_BYTES = 256 * 1024;

/** Looked at for signatures of binary files, NUL bytes and byte order marks. */
export const SNIFF_BYTES = 1024;

/** A longer line is refused, and never held. */
export const MAX_LINE_BYTES = 1024 * 1024;

/** A quoted CSV field may span lines; a record that goes on for longer counts as never closed. */
export const MAX_RECORD_CHARACTERS = 1024 * 1024;

/** A batch is handed on when it holds this many items of any kind, or this much text. */
export const BATCH_ITEMS = 1000;
export const BATCH_CHARACTERS = 1024 * 1024;

/** Rows shown before the import. */
export const SAMPLE_ROWS = 5;

/** First lines from which the delimiter of a CSV file is guessed. */
export const DELIMITER_LINES = 10;

/** Kept of the end of a zip: its directory, about 100 bytes a file, must lie within. */
export const ZIP_TAIL_BYTES = 2 * 1024 * 1024;

/** One file inside a zip may not unpack to more than this. */
export const MAX_UNPACKED_BYTES = 8 * 1024 ** 3;

/** Nor, above a size that is harmless anyway, to more than this many times its packed size; text packs 2 to 20 times. */
export const MAX_UNPACKED_RATIO = 200;
export const HARMLESS_UNPACKED_BYTES = 64 * 1024 * 1024;

/** Fed to the inflater at once: deflate grows at most about 1,030 times, so one step makes at most 17 MB. */
export const INFLATE_STEP_BYTES = 16 * 1024;
