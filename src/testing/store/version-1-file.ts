/**
 * A file as storage version 1 left it: the schema of that version, word for word, and a corpus of three documents with
 * everything that could be stored then. Checksums: sha256 = (x) => createHash('sha256').update(x).digest() in Node;
 * sha256(Buffer.concat([sha256(shape as two uint32), sha256(values as float32)])).toString('hex')
 */
export const FILE_OF_VERSION_1 = `
  PRAGMA auto_vacuum = INCREMENTAL;
  CREATE TABLE document (
    row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, title TEXT NOT NULL, text TEXT NOT NULL
  ) STRICT;
  CREATE VIRTUAL TABLE document_fts USING fts5 (
    title, text, content = 'document', content_rowid = 'row',
    tokenize = 'porter unicode61 remove_diacritics 2'
  );
  CREATE TABLE query (
    row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, text TEXT NOT NULL, split TEXT NOT NULL
  ) STRICT;
  CREATE TABLE judgement (
    query_row INTEGER NOT NULL, doc_row INTEGER NOT NULL, grade REAL NOT NULL,
    PRIMARY KEY (query_row, doc_row)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE scored_query (
    row INTEGER PRIMARY KEY, cross_encoder_hash TEXT NOT NULL, query_text TEXT NOT NULL,
    UNIQUE (cross_encoder_hash, query_text)
  ) STRICT;
  CREATE TABLE score (
    scored_query_row INTEGER NOT NULL, doc_row INTEGER NOT NULL, score REAL NOT NULL,
    PRIMARY KEY (scored_query_row, doc_row)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE matrix (
    row INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE,
    row_count INTEGER NOT NULL, col_count INTEGER NOT NULL, checksum TEXT NOT NULL
  ) STRICT;
  CREATE TABLE matrix_block (
    matrix_row INTEGER NOT NULL, first_row INTEGER NOT NULL, bytes BLOB NOT NULL,
    UNIQUE (matrix_row, first_row)
  ) STRICT;
  CREATE TABLE item_index (
    index_id TEXT PRIMARY KEY, created_ms INTEGER NOT NULL, summary TEXT NOT NULL
  ) STRICT;
  CREATE TABLE job (
    kind TEXT PRIMARY KEY, job_id TEXT NOT NULL UNIQUE, created_ms INTEGER NOT NULL, plan TEXT NOT NULL
  ) STRICT;
  -- One row, written last: a file without it is an import that was cut off.
  CREATE TABLE corpus (
    name TEXT NOT NULL, source_name TEXT NOT NULL, created_ms INTEGER NOT NULL,
    document_count INTEGER NOT NULL, query_count INTEGER NOT NULL, judgement_count INTEGER NOT NULL,
    hash TEXT NOT NULL
  ) STRICT;

  INSERT INTO document VALUES
    (0, 'd1', 'Cats', 'Cats sleep a lot.'),
    (1, 'd2', '', 'Dogs bark at cats and at dogs.'),
    (2, 'd3', 'Running', 'The runner ran; runners run.');
  INSERT INTO document_fts (document_fts) VALUES ('rebuild');
  INSERT INTO query VALUES (1, 'q1', 'cats', 'test');
  INSERT INTO judgement VALUES (1, 0, 2.0);
  INSERT INTO scored_query VALUES (1, 'ce', 'cats');
  INSERT INTO score VALUES (1, 0, 1.5), (1, 2, -3.25);
  INSERT INTO matrix VALUES
    (1, 'derived:embedding:de', 3, 2, 'eb71a6ff37a7266fc12b255c624c5a03ba0b2dcd170428951f0eed1286d7a4a1'),
    (2, 'derived:tokens:ce', 3, 1, '01f257067930a1822cc609241f8af9e7d7ec9402cb8b79ef6d3b731c84306262'),
    (3, 'derived:token-ids:ce', 5, 1, '1554ecad45120f2f174cb988f512314e63b4dc929ad6fce8d4c4d58b014db241'),
    (4, 'index:i1', 3, 2, '90419337333d1a0b35fa40fef03428bc34d61ab18ac98c0522ad057be2b06ed6');
  INSERT INTO matrix_block VALUES
    (1, 0, x'0000803f00000000000000000000803f0000003f0000003f'),
    (2, 0, x'000080400000e0400000a040'),
    (3, 0, x'000040400000803f0000803f0000803f00001041'),
    (4, 0, x'000000400000000000000000000000400000803f0000803f');
  INSERT INTO item_index VALUES ('i1', 1700000000000,
    '{"indexId":"i1","name":"Titles, 10 x 20","createdMs":1700000000000,"rows":3,"cols":2,"provenance":{'
    || '"corpusHash":"c0","crossEncoder":{"name":"CE","hash":"ce"},"dualEncoder":{"name":"DE","hash":"de"},'
    || '"codeVersion":"0.1.0","seed":7,"trainQueries":"pseudo","trainQueryCount":10,"pairsPerQuery":20,'
    || '"pairSource":"dual-encoder","trainPairCount":180,"heldOutPairCount":20,"learningRate":0.001,'
    || '"weightDecay":0.02,"epochs":2,"batchSize":512,"backend":"wasm","compute":"cpu"},'
    || '"scoreScale":{"alpha":0.5,"beta":0.1},"heldOutRmseBefore":0.3,"heldOutRmseAfter":0.2,'
    || '"lossPerEpoch":[0.2,0.1],"elapsedMs":1234.5}');
  INSERT INTO job VALUES ('build-index', 'j1', 1800000000000,
    '{"corpusId":"c1","name":"Random","trainQueries":"own","trainQueryCount":5,"pairsPerQuery":2,'
    || '"pairSource":"random","seed":3,"learningRate":0.005,"epochs":4}');
  INSERT INTO corpus VALUES ('Pets', 'pets.zip', 1600000000000, 3, 1, 1,
    '70078a634d8d6b8c7239199413012ccb4515282119fac329b169d6c9517f1197');
  PRAGMA user_version = 1;
`;
