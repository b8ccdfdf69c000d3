import type { UnfinishedBuild } from '../../workers/client.ts';
import { Section } from '../shared/Section.tsx';
import { useBuild } from './build-context.ts';
import { sameParameters } from './build-state.ts';
import classes from './indexing.module.css';
import { UnfinishedBuildRow } from './UnfinishedBuildRow.tsx';

/** Builds that were paused or cut off; the one that is running is not among them. */
export function UnfinishedBuilds({ builds }: { builds: readonly UnfinishedBuild[] }) {
  const { state } = useBuild();
  const paused = builds.filter(
    ({ parameters }) => state.status !== 'running' || !sameParameters(parameters, state.parameters),
  );
  if (paused.length === 0) return null;
  return (
    <Section
      title="Unfinished builds"
      description="Their scores are kept; going on starts where they stopped."
    >
      <ul className={classes.list}>
        {paused.map((unfinished) => (
          <UnfinishedBuildRow key={unfinished.jobId} build={unfinished} />
        ))}
      </ul>
    </Section>
  );
}
