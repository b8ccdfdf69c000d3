import type { Connection } from './connection.ts';

/** Passages know the document they were cut from; null for a document that is whole. */
const VERSION_3 = `
  ALTER TABLE document ADD COLUMN parent_id TEXT;
  ALTER TABLE added_document ADD COLUMN parent_id TEXT;
`;

/** From version 2. To be called inside a transaction. */
export function upgradeToVersion3(connection: Connection): void {
  connection.script(VERSION_3);
}
