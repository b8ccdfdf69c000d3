/** What a job without a GPU is run on. */
export type PathName = 'reference' | 'oneThread' | 'allThreads';

/** The fast ones before and after the slow one, so that a change of the machine's load shows in both. */
export const TURNS: readonly PathName[] = ['allThreads', 'oneThread', 'reference', 'oneThread', 'allThreads'];
