import { memo, useCallback, useMemo, useState } from 'react';
import type { Ranking } from '../../core/types.ts';
import type { MapKind, StoredRun } from '../../workers/client.ts';
import { ComparisonPanel } from './ComparisonPanel.tsx';
import { ConfidencePanel } from './ConfidencePanel.tsx';
import { foundOnlyBy } from './compare-methods.ts';
import { DocumentDialog } from './DocumentDialog.tsx';
import { EstimatePanel } from './EstimatePanel.tsx';
import { titlesOf } from './find-title.ts';
import { MapPanel } from './MapPanel.tsx';
import { NewItemsPanel } from './NewItemsPanel.tsx';
import type { LiveSearch, PanelProps } from './panel-props.ts';
import { RecallPanel } from './RecallPanel.tsx';
import { ResultsPanel } from './ResultsPanel.tsx';
import { roundTabId } from './RoundTimeline.tsx';
import type { RunView } from './run-view.ts';
import { ScoreDistributionPanel } from './ScoreDistributionPanel.tsx';
import { StepPanel } from './StepPanel.tsx';
import classes from './search.module.css';

export interface RoundPanelsProps {
  /** The timeline's tabs control the element with this id. */
  readonly id: string;
  readonly runs: readonly RunView[];
  /** The one of `runs` whose rounds are stepped through. */
  readonly run: RunView;
  /** From 1; 0 while there is none. */
  readonly shownRound: number;
  readonly roundCount: number;
  readonly exact: Ranking | undefined;
  /** Of the corpus's judgements, per docRow. */
  readonly grades: ReadonlyMap<number, number>;
  /** Absent for a stored search: everything is drawn from `runs` alone, and the map from what was kept of it. */
  readonly live?: LiveSearch;
  readonly stored?: Pick<StoredRun, 'map' | 'documents'>;
  /** Told what the map of a live search shows. */
  readonly onMapKind?: (kind: MapKind) => void;
}

/** All that follows the chosen round; an item that is pointed at in one panel lights up in all. */
export const RoundPanels = memo(function RoundPanels(props: RoundPanelsProps) {
  const { id, runs, run, shownRound, roundCount, exact, grades, live, stored, onMapKind } = props;
  const [highlighted, setHighlighted] = useState<number>();
  const [picked, setPicked] = useState<number>();
  const titles = useMemo(() => titlesOf(runs, stored?.documents), [runs, stored]);
  const titleOf = useCallback((docRow: number) => titles.get(docRow), [titles]);
  const onlyHere = useMemo(
    () => (runs.length > 1 ? foundOnlyBy(runs, runs.indexOf(run)) : undefined),
    [runs, run],
  );
  const pointing = { highlighted, onHover: setHighlighted, onPick: setPicked };
  const panel: PanelProps = { runs, run, shownRound, exact, ...pointing };

  return (
    <div
      id={id}
      role="tabpanel"
      aria-labelledby={shownRound > 0 ? roundTabId(id, shownRound) : undefined}
      className={classes.panels}
    >
      {runs.length > 1 && (
        <div className={classes.wholeRow}>
          <ComparisonPanel {...panel} titleOf={titleOf} />
        </div>
      )}
      <div className={classes.left}>
        <ResultsPanel
          key={run.key}
          {...pointing}
          run={run}
          shownRound={shownRound}
          roundCount={roundCount}
          exact={exact}
          grades={grades}
          onlyHere={onlyHere}
          titleOf={titleOf}
        />
      </div>
      <div className={classes.right}>
        {/* There before the first round as well: the map stays open from one search to the next. */}
        <MapPanel
          {...panel}
          {...(live && { live })}
          {...(stored && { stored: stored.map })}
          {...(onMapKind && { onKind: onMapKind })}
        />
        {shownRound > 0 && (
          <>
            <NewItemsPanel {...panel} />
            <RecallPanel {...panel} {...(live && { live })} />
            <EstimatePanel {...panel} />
            <StepPanel {...panel} />
            <ScoreDistributionPanel {...panel} />
            <ConfidencePanel {...panel} />
          </>
        )}
      </div>
      <DocumentDialog
        {...panel}
        docRow={picked}
        {...(live && { live })}
        {...(stored && { documents: stored.documents })}
        onClose={() => setPicked(undefined)}
      />
    </div>
  );
});
