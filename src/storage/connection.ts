import type { BindableValue, Database, PreparedStatement, SqlValue } from '@sqlite.org/sqlite-wasm';
import { createTurns, type RunInTurn } from './turns.ts';

/** An open database file: statements are prepared once and kept until the host closes the file. */
export interface Connection {
  /** Runs a statement to its end. Returns how many rows it changed. */
  run(sql: string, ...values: BindableValue[]): number;
  /** Runs several statements, separated by semicolons, without values. */
  script(sql: string): void;
  /** All rows a query gives; `Row` names the columns' types, in order. */
  rows<Row extends readonly SqlValue[]>(sql: string, ...values: BindableValue[]): Row[];
  /**
   * All or nothing: what `work` changed is kept if it returns and undone if it throws. `work` is
   * synchronous on purpose: another call that came in between would become part of the transaction.
   */
  transaction<T>(work: () => T): T;
  /**
   * Runs work that has to wait in the middle (for a digest) when what was given before it has ended: without that,
   * another change could come between what it read and its transaction.
   */
  inTurn: RunInTurn;
  /** Gives pages that are free back to the disk; to be called at the end of a transaction. */
  releasePages(): void;
  /** Size of the database file. */
  byteLength(): number;
}

/**
 * A file may have come in from elsewhere: what its schema says is trusted with nothing, and cells are checked as pages are
 * read (sqlite.org/security.html).
 */
export function connect(database: Database): Connection {
  database.exec('PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON');
  const statements = new Map<string, PreparedStatement>();

  function use<T>(sql: string, values: BindableValue[], work: (statement: PreparedStatement) => T): T {
    let statement = statements.get(sql);
    if (!statement) {
      statement = database.prepare(sql);
      statements.set(sql, statement);
    }
    try {
      if (values.length > 0) statement.bind(values);
      return work(statement);
    } finally {
      // Without throwing: a failed step would report its error here a second time.
      statement.resetNoThrow(true);
    }
  }

  const connection: Connection = {
    run: (sql, ...values) =>
      use(sql, values, (statement) => {
        statement.step();
        return database.changes();
      }),

    script: (sql) => {
      database.exec(sql);
    },

    rows: <Row extends readonly SqlValue[]>(sql: string, ...values: BindableValue[]) =>
      use(sql, values, (statement) => {
        const rows: Row[] = [];
        while (statement.step()) rows.push(statement.get([]) as readonly SqlValue[] as Row);
        return rows;
      }),

    transaction(work) {
      connection.run('BEGIN IMMEDIATE');
      try {
        const result = work();
        connection.run('COMMIT');
        return result;
      } catch (error) {
        rollBack(connection);
        throw error;
      }
    },

    inTurn: createTurns(),

    releasePages() {
      connection.rows('PRAGMA incremental_vacuum');
    },

    byteLength() {
      const [[pages]] = connection.rows<[number]>('PRAGMA page_count');
      const [[pageBytes]] = connection.rows<[number]>('PRAGMA page_size');
      return pages * pageBytes;
    },
  };
  return connection;
}

function rollBack(connection: Connection): void {
  try {
    connection.run('ROLLBACK');
  } catch {
    // A full disk makes SQLite roll back by itself; the error that led here is the one to report.
  }
}
