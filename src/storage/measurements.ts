import type { Connection } from './connection.ts';

/** Undefined when nothing is stored under the key. */
export function readMeasurement(connection: Connection, key: string): string | undefined {
  const [found] = connection.rows<[value: string]>('SELECT value FROM measurement WHERE key = ?', key);
  return found?.[0];
}

/** The values whose key starts so, by key. */
export function listMeasurements(connection: Connection, keyStart: string): string[] {
  const sql = 'SELECT value FROM measurement WHERE substr(key, 1, length(?1)) = ?1 ORDER BY key';
  return connection.rows<[value: string]>(sql, keyStart).map(([value]) => value);
}

/** Replaces what is stored under the key. */
export function writeMeasurement(connection: Connection, key: string, value: string): void {
  connection.run('INSERT OR REPLACE INTO measurement VALUES (?, ?)', key, value);
}

/** Does nothing where nothing is stored under the key. */
export function deleteMeasurement(connection: Connection, key: string): void {
  connection.run('DELETE FROM measurement WHERE key = ?', key);
}
