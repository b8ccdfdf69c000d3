/** The whole table of hostile files. */
import { DOCUMENT_CASES } from './document-cases.ts';
import type { HostileCase } from './hostile-case.ts';
import { JSON_CASES } from './json-cases.ts';
import { KEPT_CASES } from './kept-cases.ts';
import { PROJECT_CASES } from './project-cases.ts';
import { QUERY_CASES } from './query-cases.ts';
import { SCORE_CASES } from './score-cases.ts';
import { TABLE_CASES } from './table-cases.ts';
import { TEXT_CASES } from './text-cases.ts';
import { VECTOR_CASES } from './vector-cases.ts';
import { ZIP_CASES } from './zip-cases.ts';

export const HOSTILE_CASES: readonly HostileCase[] = [
  ...TEXT_CASES,
  ...JSON_CASES,
  ...TABLE_CASES,
  ...ZIP_CASES,
  ...DOCUMENT_CASES,
  ...QUERY_CASES,
  ...VECTOR_CASES,
  ...SCORE_CASES,
  ...KEPT_CASES,
  ...PROJECT_CASES,
];
