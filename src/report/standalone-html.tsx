import { renderToStaticMarkup } from 'react-dom/server';
import type { ExperimentReport } from '../engine/experiment-records.ts';
import { chartPictures } from './chart-pictures.ts';
import { ExperimentDocument } from './ExperimentDocument.tsx';
import { EXPERIMENT_STYLE } from './experiment-style.ts';

/** Nothing runs and nothing is asked for, whatever the file holds. */
const POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'";

/**
 * The report as one HTML file that opens from disk: no script, no request, charts inside. `document` is any DOM's, the
 * page's or one in Node; charts are built in it, and it stays as it was.
 */
export function standaloneHtml(report: ExperimentReport, document: Document): string {
  const page = (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta httpEquiv="Content-Security-Policy" content={POLICY} />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{report.summary.name}</title>
        <style>{EXPERIMENT_STYLE}</style>
      </head>
      <body style={{ margin: 0, background: '#fff' }}>
        <ExperimentDocument report={report} pictures={chartPictures(report, document)} />
      </body>
    </html>
  );
  return `<!doctype html>\n${renderToStaticMarkup(page)}\n`;
}
