import type { CorpusSummary } from '../../core/records.ts';
import { useBuild } from '../indexing/build-context.ts';
import { Section } from '../shared/Section.tsx';
import { useWorkspace } from '../shared/workspace.ts';
import { CorpusRow } from './CorpusRow.tsx';
import classes from './corpus.module.css';

export function CorpusList({ corpora }: { corpora: readonly CorpusSummary[] }) {
  const { openCorpusId } = useWorkspace();
  const { state: build } = useBuild();
  const buildingIn = build.status === 'running' ? build.parameters.corpusId : undefined;
  return (
    <Section title="Your corpora">
      <ul className={classes.list}>
        {corpora.map((corpus) => (
          <CorpusRow
            key={corpus.corpusId}
            corpus={corpus}
            isOpen={corpus.corpusId === openCorpusId}
            isBuilding={corpus.corpusId === buildingIn}
          />
        ))}
      </ul>
    </Section>
  );
}
