import { useWorkspace } from '../shared/workspace.ts';

/** Why an experiment on this corpus cannot be run, for the person, where the corpus was deleted or never here. */
export function useCorpusGone(corpusId: string): string | undefined {
  const { corpora } = useWorkspace();
  const isHere = corpora.value?.some((corpus) => corpus.corpusId === corpusId) ?? true;
  return isHere ? undefined : 'Its corpus is not in this browser.';
}
