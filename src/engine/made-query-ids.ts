/** Ids of test queries that were made from documents: nothing else tells them from those that people asked. */

export function madeQueryId(number: number): string {
  return `made-${number}`;
}

/** 12 of 'made-12'; 0 of any other id. */
export function madeQueryNumber(queryId: string): number {
  return Number(/^made-(\d{1,9})$/.exec(queryId)?.[1] ?? 0);
}

/** Whether a query of this id was made from a document. */
export function isMadeQuery(queryId: string): boolean {
  return madeQueryNumber(queryId) > 0;
}
