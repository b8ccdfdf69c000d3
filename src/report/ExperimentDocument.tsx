import type { ExperimentReport } from '../engine/experiment-records.ts';
import { AskedSection } from './AskedSection.tsx';
import { ComparisonsTable } from './ComparisonsTable.tsx';
import { caveats } from './caveats.ts';
import type { ChartPicture } from './chart-pictures.ts';
import { findings } from './findings.ts';
import { MeasuresTable } from './MeasuresTable.tsx';
import { measureGroups } from './measures.ts';
import { countWords, dateWords } from './number-words.ts';
import { ProvenanceSection } from './ProvenanceSection.tsx';

export interface ExperimentDocumentProps {
  readonly report: ExperimentReport;
  readonly pictures: readonly ChartPicture[];
}

/**
 * A printable page about an experiment, for people who were not there: plain HTML, looks in `EXPERIMENT_STYLE`. Text of
 * the user's is text here, never markup.
 */
export function ExperimentDocument({ report, pictures }: ExperimentDocumentProps) {
  const { summary, request, statistics, provenance } = report;
  const groups = statistics.queryCount === 0 ? [] : measureGroups(request.ks, statistics);
  const isDone = statistics.queryCount >= summary.queryCount;
  return (
    <article className="experiment" lang="en">
      <header>
        <h1>{summary.name}</h1>
        <p className="subtitle">
          An experiment on the corpus “{provenance.corpusName}”, {dateWords(provenance.startedMs)}
        </p>
        {!isDone && (
          <p className="unfinished">
            Unfinished: {countWords(statistics.queryCount)} of {countWords(summary.queryCount)} queries so
            far.
          </p>
        )}
      </header>
      <AskedSection report={report} />
      <TextSection title="What came of it" paragraphs={findings(report)} />
      <section aria-labelledby="charts">
        <h2 id="charts">Charts</h2>
        {pictures.map((picture, i) => (
          <Figure key={picture.chart.name} number={i + 1} {...picture} />
        ))}
        {pictures.length === 0 && <p>There is nothing to draw before the first query is done.</p>}
      </section>
      {groups.length > 0 && (
        <section aria-labelledby="numbers">
          <h2 id="numbers">Numbers</h2>
          {groups.map((group) => (
            <MeasuresTable key={group.title} report={report} group={group} />
          ))}
          {statistics.comparisons.length > 0 &&
            groups
              .filter(({ isMain }) => isMain)
              .map((group) => <ComparisonsTable key={group.title} report={report} group={group} />)}
        </section>
      )}
      <section aria-labelledby="caveats">
        <h2 id="caveats">What to bear in mind</h2>
        <ul>
          {caveats(report).map((caveat) => (
            <li key={caveat}>{caveat}</li>
          ))}
        </ul>
      </section>
      <ProvenanceSection report={report} />
    </article>
  );
}

function TextSection({
  title,
  paragraphs,
}: {
  readonly title: string;
  readonly paragraphs: readonly string[];
}) {
  if (paragraphs.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      {paragraphs.map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
    </section>
  );
}

function Figure({ chart, svg, number }: ChartPicture & { readonly number: number }) {
  return (
    <figure>
      {/* As an image: what is in the SVG can then name, style or run nothing of the page. */}
      <img
        src={`data:image/svg+xml,${encodeURIComponent(svg)}`}
        alt={`${chart.title}. ${chart.description}`}
      />
      <figcaption>
        <b>Figure {number}.</b> {chart.description}
      </figcaption>
    </figure>
  );
}
