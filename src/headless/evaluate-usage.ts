/** What the command is told to do, in words. */
import { START_SPACES } from '../engine/records.ts';
import { METHOD_NAMES } from './evaluate-methods.ts';
import { INDEX_NAMES, MADE_FROM, TRAIN_SOURCES } from './evaluate-options.ts';

export const USAGE = `npm run evaluate -- OPTIONS
Methods of k-nearest-neighbour search with a cross-encoder, compared on test queries; without a browser.

Over a corpus:
  --corpus DIR                   a BEIR folder or .zip, or a file of documents (.jsonl, .csv, .tsv, .txt)
  --index none,mf-trns           item vectors out of ${INDEX_NAMES.join(',')};
                                 none: the dual-encoder's own; default: none
  --train-queries 100,500        queries that a factorisation is trained on; default: 100
  --documents-per-query 25,50    documents that are scored for each of them; default: 50
  --anchor-queries 50            queries of anchor scores, each of which takes a call for every document; default: 50
  --train-source own             out of ${TRAIN_SOURCES.join(',')};
                                 default: own where the corpus has train queries, else titles (sentences
                                 beside test queries that are made from titles)
  --start-space hybrid           what a factorisation starts from, out of ${START_SPACES.join(',')}; default: hybrid
  --cross-encoder DIR            a model in a folder; default: the embedded one
  --dual-encoder DIR             the same
  --cache DIR                    keeps the cross-encoder's scores of this corpus there and goes on from them;
                                 default: scores/ in the folder of --out
  --make-queries titles          for a corpus without test queries: as many as --queries says, or 100, made from
                                 ${MADE_FROM.join(', ')}; they are easier than those that people write

Over matrices that were computed elsewhere (.npy, row by row), without text and models:
  --scores S.npy                 queries x items, exact scores
  --item-embeddings V.npy        items x dimensions
  --query-embeddings U.npy       queries x dimensions
  --anchor-scores A.npy          anchor queries x items; for adacur and anncur

Both:
  --out DIR                      where the results go, in place of an earlier experiment's
  --methods axn,ridge,rnr        out of ${METHOD_NAMES.join(',')};
                                 the others are tested against the first; default: axn,ridge,rnr
  --lambda 0,0.8                 of axn, each a method of its own; default: 0.8
  --budgets 50,100,500           cross-encoder calls a query
  --rounds 5,10                  default: each method's own
  --k 1,10,100                   of every measure that has one
  --queries test                 all test queries, or the number of a sample; default: test
  --seed 1                       of the sample, of random choices and of intervals
  --threads N                    default: all
  --json                         prints the results as one line of JSON instead of the paths of the files
  --help

Progress and faults go to standard error. Exit code 0: done; 1: failed; 2: a wrong option; 130: interrupted; over a
corpus, the same command then goes on from the scores that were kept.
`;
