/** Endings by the type that a server says; those of files that can be imported. */
const ENDINGS: Readonly<Record<string, string>> = {
  'application/gzip': '.gz',
  'application/json': '.json',
  'application/jsonl': '.jsonl',
  'application/pdf': '.pdf',
  'application/vnd.apache.parquet': '.parquet',
  'application/x-gzip': '.gz',
  'application/x-ndjson': '.jsonl',
  'application/zip': '.zip',
  'text/csv': '.csv',
  'text/html': '.html',
  'text/markdown': '.md',
  'text/plain': '.txt',
  'text/tab-separated-values': '.tsv',
};

/**
 * A name for a file that was fetched: as its server calls it, else the last part of its address, else the host's; with the
 * ending of its type where the name has none.
 */
export function fetchedName(url: URL, headers: Headers): string {
  const name = dispositionName(headers.get('content-disposition') ?? '') || lastPart(url) || url.hostname;
  const plain = name.replace(/^.*[\\/]/, '');
  // The dots of a host part its names, not an ending.
  if (plain !== url.hostname && /\.[\p{Letter}\p{Number}]{1,8}$/u.test(plain)) return plain;
  const type = (headers.get('content-type') ?? '').split(';')[0].trim().toLowerCase();
  return plain + (Object.hasOwn(ENDINGS, type) ? ENDINGS[type] : '');
}

function lastPart(url: URL): string {
  return decoded(url.pathname.slice(url.pathname.lastIndexOf('/') + 1));
}

/** Of a Content-Disposition header (RFC 6266): the encoded name before the plain one. '' when it says none. */
function dispositionName(header: string): string {
  const encoded = /filename\*\s*=\s*utf-8'[^']*'([^;\s]+)/i.exec(header)?.[1];
  if (encoded) return decoded(encoded);
  const [, quoted, bare] = /filename\s*=\s*(?:"([^"]*)"|([^;\s]+))/i.exec(header) ?? [];
  return quoted ?? bare ?? '';
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
