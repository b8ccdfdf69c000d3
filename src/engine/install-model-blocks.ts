/** The same bytes in blocks of at least `blockBytes`, but for the last; those before an error come first. */
export async function* inBlocks(
  stream: AsyncIterable<Uint8Array>,
  blockBytes: number,
): AsyncGenerator<Uint8Array> {
  let parts: Uint8Array[] = [];
  let length = 0;
  function take(): Uint8Array {
    const block = joined(parts, length);
    parts = [];
    length = 0;
    return block;
  }
  try {
    for await (const bytes of stream) {
      parts.push(bytes);
      length += bytes.length;
      if (length >= blockBytes) yield take();
    }
  } catch (error) {
    if (length > 0) yield take();
    throw error;
  }
  if (length > 0) yield take();
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let end = 0;
  for (const part of parts) {
    bytes.set(part, end);
    end += part.length;
  }
  return bytes;
}
