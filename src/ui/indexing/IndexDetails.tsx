import { Code, DataList, SimpleGrid } from '@mantine/core';
import type { ReactNode } from 'react';
import type { IndexSummary } from '../../core/records.ts';
import { formatCount, formatHash } from '../shared/format.ts';
import { LossCurve } from './LossCurve.tsx';

/** Where an index came from: enough to make it again. */
export function IndexDetails({ index }: { index: IndexSummary }) {
  const { provenance: from, rows, cols, scoreScale, lossPerEpoch } = index;
  const hash = (value: string) => <Code title={value}>{formatHash(value)}</Code>;
  const facts: readonly (readonly [string, ReactNode])[] = [
    ['Item vectors', `${formatCount(rows)} × ${cols}`],
    ['Corpus', hash(from.corpusHash)],
    [
      'Cross-encoder',
      <>
        {from.crossEncoder.name} {hash(from.crossEncoder.hash)}
      </>,
    ],
    [
      'Dual-encoder',
      <>
        {from.dualEncoder.name} {hash(from.dualEncoder.hash)}
      </>,
    ],
    ['Train queries', `${formatCount(from.trainQueryCount)}, ${TRAIN_QUERIES[from.trainQueries]}`],
    ['Pairs', `${formatCount(from.pairsPerQuery)} per query, ${PAIR_SOURCES[from.pairSource]}`],
    [
      'Trained on',
      `${formatCount(from.trainPairCount)} pairs, ${formatCount(from.heldOutPairCount)} kept out`,
    ],
    ['Optimiser', `AdamW, learning rate ${from.learningRate}, weight decay ${from.weightDecay}`],
    ['Epochs', `${from.epochs}, ${formatCount(from.batchSize)} pairs a step`],
    ['Seed', String(from.seed)],
    ['Score scale', scaleText(scoreScale)],
    ['Computed on', `${from.backend === 'webgpu' ? 'WebGPU' : 'WASM'} (scores), ${from.compute} (training)`],
    ['Code version', from.codeVersion],
  ];
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg" pt="xs">
      <DataList size="sm" gap={6} labelWidth="7.5rem">
        {facts.map(([label, value]) => (
          <DataList.Item key={label}>
            <DataList.ItemLabel>{label}</DataList.ItemLabel>
            <DataList.ItemValue className="breakable">{value}</DataList.ItemValue>
          </DataList.Item>
        ))}
      </DataList>
      {lossPerEpoch.length > 0 && <LossCurve losses={lossPerEpoch} epochs={lossPerEpoch.length} />}
    </SimpleGrid>
  );
}

function scaleText({ alpha, beta }: IndexSummary['scoreScale']): string {
  const sign = alpha < 0 ? '+' : '−';
  return `${beta.toPrecision(3)} × (score ${sign} ${Math.abs(alpha).toPrecision(3)})`;
}

const TRAIN_QUERIES = { own: 'the corpus’s own', pseudo: 'made from documents' } as const;
const PAIR_SOURCES = { 'dual-encoder': 'top of the dual-encoder', random: 'at random' } as const;
