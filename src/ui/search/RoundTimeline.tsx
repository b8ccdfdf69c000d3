import { Group, Text, UnstyledButton } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { roundColor } from '../charts/chart-palette.ts';
import { formatCount } from '../shared/format.ts';
import { formatScore } from './format-score.ts';
import type { RunView } from './run-view.ts';
import classes from './search.module.css';

export interface RoundTimelineProps {
  readonly run: RunView;
  /** As many as are planned; the ones to come are drawn empty, so that nothing moves when they arrive. */
  readonly roundCount: number;
  /** From 1; 0: none yet. */
  readonly shownRound: number;
  /** id of the tab panel that follows the chosen round. */
  readonly panelId: string;
  readonly onShowRound: (round: number) => void;
}

function isUnderWay({ status }: RunView): boolean {
  return status === 'waiting' || status === 'running';
}

export function roundTabId(panelId: string, round: number): string {
  return `${panelId}-round-${round}`;
}

/** The rounds as a strip of tabs: what each one added. Arrow keys step through them from anywhere on the page. */
export function RoundTimeline(props: RoundTimelineProps) {
  const { run, roundCount, shownRound, panelId, onShowRound } = props;
  const strip = useRef<HTMLDivElement>(null);
  // A run that has ended, by its stopping rule or otherwise, has no rounds to come.
  const comingCount = isUnderWay(run) ? Math.max(0, roundCount - run.rounds.length) : 0;
  const comingRounds = Array.from({ length: comingCount }, (_, i) => run.rounds.length + i + 1);

  useEffect(() => {
    // In the next frame, which lays the page out anyway: asking where things are before would do it once more.
    const frame = requestAnimationFrame(() => {
      const tab = strip.current?.querySelector<HTMLElement>(`[id="${roundTabId(panelId, shownRound)}"]`);
      if (!tab || !strip.current) return;
      if (strip.current.contains(document.activeElement)) tab.focus();
      // Not scrollIntoView: that would scroll the page as well.
      const { offsetLeft, offsetWidth } = tab;
      const { scrollLeft, clientWidth } = strip.current;
      if (offsetLeft < scrollLeft) strip.current.scrollLeft = offsetLeft;
      else if (offsetLeft + offsetWidth > scrollLeft + clientWidth) {
        strip.current.scrollLeft = offsetLeft + offsetWidth - clientWidth;
      }
    });
    return () => cancelAnimationFrame(frame);
  }, [shownRound, panelId]);

  return (
    <div className={classes.timeline}>
      <div ref={strip} role="tablist" aria-label="Rounds" className={classes.strip}>
        {run.rounds.map(({ index, newItems, scorerCalls }) => {
          const bestNew = formatScore(newItems[0].exactScore, 2);
          return (
            <UnstyledButton
              key={index}
              id={roundTabId(panelId, index)}
              role="tab"
              aria-selected={index === shownRound}
              aria-controls={panelId}
              aria-description={`${newItems.length} new items, best new score ${bestNew}, ${scorerCalls} calls so far`}
              tabIndex={index === shownRound ? 0 : -1}
              className={classes.round}
              style={{ '--round-color': roundColor(index, roundCount) }}
              onClick={() => onShowRound(index)}
            >
              <Group component="span" justify="space-between" gap={6} wrap="nowrap">
                <Text span size="xs" fw={600}>
                  Round {index}
                </Text>
                <Text span size="xs" className="tabular">
                  +{formatCount(newItems.length)}
                </Text>
              </Group>
              <Text size="xs" className="tabular">
                best {bestNew}
              </Text>
              <Text size="xs" className="tabular">
                {formatCount(scorerCalls)} calls
              </Text>
            </UnstyledButton>
          );
        })}
        {comingRounds.map((index) => (
          <div key={index} className={classes.comingRound} aria-hidden>
            <Text size="xs">Round {index}</Text>
            <Text size="xs">
              {run.status === 'running' && index === run.rounds.length + 1 ? 'under way …' : '–'}
            </Text>
            <Text size="xs">&nbsp;</Text>
          </div>
        ))}
      </div>
    </div>
  );
}
