import type { IntTensor, ModelInputs } from './graph-inputs.ts';
import type { ReadAt } from './graph-output.ts';
import type { ModelRun } from './session.ts';

/** What one run is given. */
export interface RunArguments {
  readonly inputs: ModelInputs;
  readonly readAt?: ReadAt;
}

/** The same rows in two runs, the first with the larger half; one run when there is one row only. */
export function inHalves({ inputs, readAt }: RunArguments): RunArguments[] {
  const rows = Object.values(inputs)[0]?.dims[0] ?? 0;
  if (rows < 2) return [{ inputs, ...(readAt && { readAt }) }];
  const middle = Math.ceil(rows / 2);
  return [
    [0, middle],
    [middle, rows],
  ].map(([start, end]) => ({
    inputs: Object.fromEntries(
      Object.entries(inputs).map(([name, tensor]) => [name, sliceRows(tensor, start, end)]),
    ),
    ...(readAt && { readAt: { ...readAt, positions: Array.from(readAt.positions).slice(start, end) } }),
  }));
}

function sliceRows({ data, dims: [rows, ...rest] }: IntTensor, start: number, end: number): IntTensor {
  const width = data.length / rows;
  return { data: data.slice(start * width, end * width), dims: [end - start, ...rest] };
}

/** The runs' outputs as if they had been one. */
export function joinRuns(runs: readonly ModelRun[]): ModelRun {
  const output = new Float32Array(runs.reduce((sum, run) => sum + run.output.length, 0));
  let end = 0;
  for (const run of runs) {
    output.set(run.output, end);
    end += run.output.length;
  }
  const rows = runs.reduce((sum, { dims }) => sum + dims[0], 0);
  const modelMs = runs.reduce((sum, run) => sum + run.modelMs, 0);
  return { output, dims: [rows, ...runs[0].dims.slice(1)], modelMs };
}
