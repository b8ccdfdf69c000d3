import { describe } from 'vitest';
import { describeAdditions } from './addition-tests.ts';
import { describeCorpora } from './corpus-tests.ts';
import { describeDatabaseFiles } from './database-tests.ts';
import { describeDerived } from './derived-tests.ts';
import { describeImport } from './import-tests.ts';
import { describeIndexes } from './index-tests.ts';
import { describePassages } from './passage-tests.ts';
import { describeQueries } from './query-tests.ts';
import { describeReading } from './reading-tests.ts';
import { describeRemovals } from './removal-tests.ts';
import { type StorageUnderTest, useStore } from './session.ts';
import { describeVersions } from './version-tests.ts';

/** What the store promises wherever it lies: the same body runs on memory in Node and on OPFS in a browser. */
export function describeStore(place: string, emptyStorage: () => Promise<StorageUnderTest>): void {
  describe(`the store on ${place}`, () => {
    const session = useStore(emptyStorage);
    describeImport(session);
    describeCorpora(session);
    describeReading(session);
    describeDerived(session);
    describeIndexes(session);
    describeAdditions(session);
    describeQueries(session);
    describeRemovals(session);
    describePassages(session);
    describeVersions(session);
    describeDatabaseFiles(session);
  });
}
