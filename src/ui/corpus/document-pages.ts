/** Which pages of documents a list needs, and which it may forget. */

export const DOCUMENTS_PER_PAGE = 100;
const PAGES_KEPT = 20;

/** Pages that rows `start .. end // exclusive` fall into. */
export function pagesOfRows(start: number, end: number): number[] {
  if (end <= start) return [];
  const first = Math.floor(start / DOCUMENTS_PER_PAGE);
  const last = Math.floor((end - 1) / DOCUMENTS_PER_PAGE);
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

/** Adds a page and drops those farthest from it, so that scrolling a large corpus stays small. */
export function addPage<T>(pages: ReadonlyMap<number, T>, page: number, content: T): Map<number, T> {
  const all = new Map(pages).set(page, content);
  if (all.size <= PAGES_KEPT) return all;
  const nearest = [...all.keys()]
    .sort((a, b) => Math.abs(a - page) - Math.abs(b - page))
    .slice(0, PAGES_KEPT);
  return new Map(nearest.map((kept) => [kept, all.get(kept) as T]));
}
