import type { CorpusSummary } from '../../core/records.ts';
import { Section } from '../shared/Section.tsx';
import { useWorkspace } from '../shared/workspace.ts';
import { CorpusRow } from './CorpusRow.tsx';
import classes from './corpus.module.css';
import { useCorpusBlock } from './use-corpus-block.ts';

export function CorpusList({ corpora }: { corpora: readonly CorpusSummary[] }) {
  const { openCorpusId } = useWorkspace();
  const blockOf = useCorpusBlock();
  return (
    <Section title="Your corpora">
      <ul className={classes.list}>
        {corpora.map((corpus) => (
          <CorpusRow
            key={corpus.corpusId}
            corpus={corpus}
            isOpen={corpus.corpusId === openCorpusId}
            blockedBecause={blockOf(corpus.corpusId)}
          />
        ))}
      </ul>
    </Section>
  );
}
