"""The inserts of an import by SQLite without a browser: passages of a file of JSON Lines into the same tables in one
transaction, the text index filled as often and with the same settings. Prints one line of JSON: seconds, and the version of
SQLite.

  python bench/corpora/import-native.py passages.jsonl corpus.sqlite3
"""

import itertools
import json
import sqlite3
import sys
import time

BATCH = 1000
WAITING_CHARACTERS = 16 * 1024 * 1024

SETTINGS = """
PRAGMA auto_vacuum = INCREMENTAL;
PRAGMA locking_mode = EXCLUSIVE;
PRAGMA journal_mode = TRUNCATE;
PRAGMA synchronous = FULL;
PRAGMA cache_size = -16384;
"""

TABLES = """
CREATE TABLE document (
  row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, title TEXT NOT NULL, text TEXT NOT NULL, parent_id TEXT
);
CREATE VIRTUAL TABLE document_fts USING fts5 (
  title, text, content = 'document', content_rowid = 'row', tokenize = 'porter unicode61 remove_diacritics 2'
);
"""

TEXT_INDEX_BYTES = "INSERT INTO document_fts (document_fts, rank) VALUES ('hashsize', 33554432)"
INSERT = "INSERT OR IGNORE INTO document (row, id, title, text, parent_id) VALUES (?, ?, '', ?, NULL)"
INDEX = "INSERT INTO document_fts (rowid, title, text) SELECT row, title, text FROM document WHERE row >= ?"


def main(passages: str, database: str) -> None:
    connection = sqlite3.connect(database, isolation_level=None)
    connection.executescript(SETTINGS + TABLES)
    start = time.perf_counter()
    connection.execute(TEXT_INDEX_BYTES)
    connection.execute("BEGIN IMMEDIATE")
    with open(passages, encoding="utf-8") as lines:
        documents = ((row, each["_id"], each["text"]) for row, each in enumerate(map(json.loads, lines)))
        indexed, waiting = 0, 0
        while batch := list(itertools.islice(documents, BATCH)):
            connection.executemany(INSERT, batch)
            waiting += sum(len(text) for _, _, text in batch)
            if waiting >= WAITING_CHARACTERS:
                connection.execute(INDEX, (indexed,))
                indexed, waiting = batch[-1][0] + 1, 0
    connection.execute(INDEX, (indexed,))
    connection.execute("COMMIT")
    print(json.dumps({"version": sqlite3.sqlite_version, "seconds": time.perf_counter() - start}))


if __name__ == "__main__":
    main(*sys.argv[1:])
