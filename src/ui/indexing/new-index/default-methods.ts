/** The methods that a person chooses from, with the settings that each starts with. */
import { DEFAULT_REGULARIZATION, DEFAULT_SWEEPS } from '../../../core/als.ts';
import {
  DEFAULT_BATCH_SIZE,
  DEFAULT_EPOCHS,
  DEFAULT_LEARNING_RATE,
  DEFAULT_PATIENCE,
  DEFAULT_WEIGHT_DECAY,
} from '../../../core/factorize.ts';
import type { IndexMethod } from '../../../core/index-records.ts';

/** An `IndexMethod` without its settings. */
export type MethodName = 'mf-trns/adamw' | 'mf-trns/als' | 'mf-ind' | 'de-dstl' | 'anchors';

const STEPS = {
  learningRate: DEFAULT_LEARNING_RATE,
  weightDecay: DEFAULT_WEIGHT_DECAY,
  epochs: DEFAULT_EPOCHS,
  patience: DEFAULT_PATIENCE,
};

export const DEFAULT_METHODS: Readonly<Record<MethodName, IndexMethod>> = {
  'mf-trns/adamw': { kind: 'mf-trns', solver: 'adamw', ...STEPS, batchSize: DEFAULT_BATCH_SIZE },
  'mf-trns/als': {
    kind: 'mf-trns',
    solver: 'als',
    regularization: DEFAULT_REGULARIZATION,
    epochs: DEFAULT_SWEEPS,
    patience: DEFAULT_PATIENCE,
  },
  'mf-ind': { kind: 'mf-ind', ...STEPS, batchSize: DEFAULT_BATCH_SIZE },
  // The paper leaves both open. Inner products of unit vectors differ by some tenths among a query's documents:
  // divided by the temperature, enough for a softmax that tells them apart.
  'de-dstl': { kind: 'de-dstl', ...STEPS, batchSize: 16, temperature: 0.1 },
  anchors: { kind: 'anchors' },
};
