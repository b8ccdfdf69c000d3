"""The inserts of an import by SQLite without a browser: passages of a file of JSON Lines into the same tables, as many in a
transaction, and the same text index. Prints one line of JSON: seconds, and the version of SQLite.

  python bench/corpora/import-native.py passages.jsonl corpus.sqlite3
"""

import itertools
import json
import sqlite3
import sys
import time

BATCH = 1000

SETTINGS = """
PRAGMA auto_vacuum = INCREMENTAL;
PRAGMA locking_mode = EXCLUSIVE;
PRAGMA journal_mode = TRUNCATE;
PRAGMA synchronous = FULL;
"""

TABLES = """
CREATE TABLE document (
  row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, title TEXT NOT NULL, text TEXT NOT NULL, parent_id TEXT
);
CREATE VIRTUAL TABLE document_fts USING fts5 (
  title, text, content = 'document', content_rowid = 'row', tokenize = 'porter unicode61 remove_diacritics 2'
);
"""

INSERT = "INSERT OR IGNORE INTO document (row, id, title, text, parent_id) VALUES (?, ?, '', ?, NULL)"


def main(passages: str, database: str) -> None:
    connection = sqlite3.connect(database, isolation_level=None)
    connection.executescript(SETTINGS + TABLES)
    start = time.perf_counter()
    with open(passages, encoding="utf-8") as lines:
        documents = ((row, each["_id"], each["text"]) for row, each in enumerate(map(json.loads, lines)))
        while batch := list(itertools.islice(documents, BATCH)):
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany(INSERT, batch)
            connection.execute("COMMIT")
    reading = time.perf_counter() - start
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO document_fts (document_fts) VALUES ('rebuild')")
    connection.execute("COMMIT")
    seconds = time.perf_counter() - start
    print(json.dumps({"version": sqlite3.sqlite_version, "seconds": seconds, "readingSeconds": reading}))


if __name__ == "__main__":
    main(*sys.argv[1:])
