import { List, Stack, Text } from '@mantine/core';
import type { QueriesReport } from '../../../workers/client.ts';
import { RefusedLines } from '../../corpus/RefusedLines.tsx';
import { addedText, leftOutTexts } from './queries-report-text.ts';

/** All that adding queries and judgements did: what is new, what was left out, which lines were refused. */
export function QueriesReportView({ report }: { report: QueriesReport }) {
  const leftOut = leftOutTexts(report);
  return (
    <Stack gap="xs" role="status" aria-label="What was added">
      <Text size="sm" fw={500}>
        {addedText(report)}
      </Text>
      {leftOut.length > 0 && (
        <List size="sm">
          {leftOut.map((text) => (
            <List.Item key={text} className="breakable">
              {text}
            </List.Item>
          ))}
        </List>
      )}
      <RefusedLines refused={report.refused} refusedCount={report.refusedCount} />
    </Stack>
  );
}
