import { gunzipSync } from 'fflate';
import type { CompressionCodec, Compressors } from 'hyparquet';

/** How columns may be packed. */
export const CODECS: readonly CompressionCodec[] = ['UNCOMPRESSED', 'SNAPPY', 'GZIP'];

/** For those that hyparquet does not unpack itself; never more than is announced. */
export const compressors: Compressors = {
  GZIP: (packed, unpackedBytes) => gunzipSync(packed, { out: new Uint8Array(unpackedBytes) }),
};
