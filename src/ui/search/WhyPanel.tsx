import { Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { formatCount } from '../shared/format.ts';
import { RANKS_NOTE, ranksLabel } from './first-stage-label.ts';
import { formatScore } from './format-score.ts';
import type { PanelProps } from './panel-props.ts';
import { EstimatedScore, ExactScore } from './ScoreText.tsx';
import classes from './Why.module.css';
import { WhyPulls } from './WhyPulls.tsx';
import { describeNotScored, exactPlace, findScored, type ItemAsScored } from './why-item.ts';
import { noPullsNote, pickedByWords, pullsNote } from './why-words.ts';

export interface WhyPanelProps extends Pick<PanelProps, 'run' | 'shownRound' | 'exact' | 'onPick'> {
  readonly docRow: number;
  readonly titleOf: (docRow: number) => string | undefined;
}

/** What the search knows of an item, what it expected of it, and why it scored it. */
export function WhyPanel(props: WhyPanelProps) {
  const scored = findScored(props.run.rounds, props.docRow);
  return scored ? <WhyScored {...props} scored={scored} /> : <WhyNotScored {...props} />;
}

function WhyScored({
  scored,
  run,
  exact,
  docRow,
  titleOf,
  onPick,
}: WhyPanelProps & { scored: ItemAsScored }) {
  const { item, round } = scored;
  const { method } = run.request;
  const place = exactPlace(exact, docRow);
  return (
    <Stack gap="sm">
      <dl className={classes.facts}>
        <Fact name="Exact score">
          <strong>
            <ExactScore score={item.exactScore} />
          </strong>
          {place && `, rank ${formatCount(place.rank)} of all items`}
        </Fact>
        <Fact name="Expected before">
          <Expected item={item} round={round} />
        </Fact>
        <Fact name={`Scored in round ${formatCount(round)}`}>
          {pickedByWords(item.pickedBy, round, method)}
        </Fact>
        <Fact name="Ranks before any score">
          {ranksLabel(item.ranks)}
          <Text size="xs" c="dimmed">
            {RANKS_NOTE}
          </Text>
        </Fact>
      </dl>
      <section aria-label="What pulled the query towards it">
        <Title order={3} size="h6" mb={4}>
          What pulled the query towards it
        </Title>
        {item.pulls && item.pulls.length > 0 ? (
          <>
            <WhyPulls pulls={item.pulls} titleOf={titleOf} onPick={onPick} />
            <Text size="xs" c="dimmed" mt={4}>
              Of the items scored before it, those that moved its estimate most. {pullsNote(method)}
            </Text>
          </>
        ) : (
          <Text size="sm" c="dimmed">
            {noPullsNote(round)}
          </Text>
        )}
      </section>
    </Stack>
  );
}

function Expected({ item: { estimateBefore, deviationBefore }, round }: ItemAsScored) {
  if (estimateBefore === undefined) {
    return round === 1 ? 'nothing: what scores are like is known after round 1' : 'nothing';
  }
  return (
    <>
      <EstimatedScore score={estimateBefore} />
      {deviationBefore !== undefined && (
        <>
          {' '}
          <Text span inherit fs="italic" c="dimmed" className="tabular">
            ± {formatScore(deviationBefore, 2)}
          </Text>
          <Text size="xs" c="dimmed">
            One standard deviation, by the model of the fit; the noise of a score is in it.
          </Text>
        </>
      )}
      {deviationBefore === undefined && round > 1 && (
        <Text size="xs" c="dimmed">
          This fit does not say how sure it is.
        </Text>
      )}
    </>
  );
}

function WhyNotScored({ run, shownRound, exact, docRow }: WhyPanelProps) {
  const { estimate, exact: place } = describeNotScored(run, shownRound, exact, docRow);
  return (
    <dl className={classes.facts}>
      <Fact name="Scored">by no round of this run</Fact>
      <Fact name={shownRound > 0 ? `Estimate after round ${formatCount(shownRound)}` : 'Estimate'}>
        {estimate === undefined ? 'not known' : <EstimatedScore score={estimate} />}
      </Fact>
      {place && (
        <Fact name="Exact score">
          <strong>
            <ExactScore score={place.score} />
          </strong>
          , rank {formatCount(place.rank)} of all items: known from the exact ranking, not from the search
        </Fact>
      )}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <Text component="dt" size="sm" c="dimmed">
        {name}
      </Text>
      <Text component="dd" size="sm">
        {children}
      </Text>
    </>
  );
}
