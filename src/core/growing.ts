/** The same numbers with room for `length` of them: `data` itself, or a copy in twice that room. */
export function withRoom(data: Float64Array, length: number): Float64Array {
  if (length <= data.length) return data;
  const larger = new Float64Array(2 * length);
  larger.set(data);
  return larger;
}
