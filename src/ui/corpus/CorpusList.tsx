import type { CorpusSummary } from '../../core/records.ts';
import { Section } from '../shared/Section.tsx';
import { useWorkspace } from '../shared/workspace.ts';
import { CorpusRow } from './CorpusRow.tsx';
import classes from './corpus.module.css';
import { useBusyCorpora } from './use-busy-corpora.ts';

export function CorpusList({ corpora }: { corpora: readonly CorpusSummary[] }) {
  const { openCorpusId } = useWorkspace();
  const busy = useBusyCorpora();
  return (
    <Section title="Your corpora">
      <ul className={classes.list}>
        {corpora.map((corpus) => (
          <CorpusRow
            key={corpus.corpusId}
            corpus={corpus}
            isOpen={corpus.corpusId === openCorpusId}
            busyBecause={busy.find(({ corpusId }) => corpusId === corpus.corpusId)?.because}
          />
        ))}
      </ul>
    </Section>
  );
}
