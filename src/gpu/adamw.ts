import type { Param } from './kernel.ts';

/** What AdamW needs to know about one step. */
export interface StepScalars {
  readonly kept: number;
  readonly stepSize: number;
  readonly secondCorrection: number;
}

/**
 * The scalars of step `step`, counted from 1. Not the shader's work: 1 - 0.999^step would lose half of its
 * digits in float32.
 */
export function stepScalars(step: number, learningRate: number, weightDecay: number): StepScalars {
  return {
    kept: 1 - learningRate * weightDecay,
    stepSize: learningRate / (1 - 0.9 ** step),
    secondCorrection: Math.sqrt(1 - 0.999 ** step),
  };
}

/** The scalars as the last fields of a shader's `Params`. */
export function scalarParams({ kept, stepSize, secondCorrection }: StepScalars): readonly Param[] {
  return [{ f32: kept }, { f32: stepSize }, { f32: secondCorrection }];
}
