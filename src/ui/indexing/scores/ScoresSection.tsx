import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import type { ExportedFile, ScoreImportReport } from '../../../workers/client.ts';
import { useAsked } from '../../models/use-asked.ts';
import { ErrorAlert } from '../../shared/ErrorAlert.tsx';
import { FilePick } from '../../shared/FilePick.tsx';
import { toPickedFiles } from '../../shared/picked-files.ts';
import { Section } from '../../shared/Section.tsx';
import { saveFile } from '../../shared/save-file.ts';
import { useWorkspace } from '../../shared/workspace.ts';
import { scoreImportText } from './score-import-text.ts';

type Format = 'parquet' | 'npz';

const FORMATS: readonly (readonly [Format, string])[] = [
  ['parquet', 'Export as Parquet'],
  ['npz', 'Export as NumPy (.npz)'],
];

/** The scores of the cross-encoder in use, out to other programs and in from them. */
export function ScoresSection({ corpusId }: { corpusId: string }) {
  const { client, details } = useWorkspace();
  const exporting = useAsked<ExportedFile>();
  const importing = useAsked<ScoreImportReport>();
  const [format, setFormat] = useState<Format>();
  const [report, setReport] = useState<ScoreImportReport>();

  async function save(chosen: Format) {
    setFormat(chosen);
    const file = await exporting.ask((signal) =>
      client.exportScores({ corpusId, format: chosen }, { signal }),
    );
    if (file) saveFile(file);
  }

  async function take(picked: readonly File[]) {
    setReport(undefined);
    const files = toPickedFiles(picked);
    const read = await importing.ask((signal) => client.importScores({ corpusId, files }, { signal }));
    if (!read) return;
    setReport(read);
    details.reload();
  }

  return (
    <Section
      title="Scores"
      description="All scores of the cross-encoder in use, for Python and other programs: a row a pair (Parquet), or a matrix of queries × documents with NaN where there is no score (.npz). Scores made elsewhere, in either of the formats (or as the three .npy files of an unpacked .npz, picked together), are taken in once a few of them were scored here and agree."
    >
      <Group gap="xs">
        {FORMATS.map(([name, label]) => (
          <Button
            key={name}
            size="xs"
            variant="default"
            loading={exporting.asking && format === name}
            disabled={exporting.asking && format !== name}
            onClick={() => save(name)}
          >
            {label}
          </Button>
        ))}
        <FilePick
          label="Score file"
          accept=".parquet,.npz,.npy"
          multiple
          loading={importing.asking}
          onFiles={take}
        >
          Import scores
        </FilePick>
      </Group>
      {report && (
        <Text size="sm" role="status" className="tabular">
          {scoreImportText(report)}
        </Text>
      )}
      {exporting.error && <ErrorAlert title="The scores were not exported" error={exporting.error} />}
      {importing.error && <ErrorAlert title="The scores were not imported" error={importing.error} />}
    </Section>
  );
}
