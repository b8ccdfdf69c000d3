import type { Compute, ComputeName } from '../core/compute.ts';

export interface LastingComputeParts {
  readonly first: Compute;
  /** Opens what goes on when the GPU, or WebAssembly, is gone. */
  readonly openOther: (lost: ComputeName) => Promise<Compute>;
  /** Told for people, with the error of what is lost. */
  readonly onReplaced: (message: string, by: Compute) => void;
}

/**
 * A `Compute` that outlives its GPU, or WebAssembly's memory and threads: once they are lost, everything runs on the
 * other one. What is stateless is run again there at once; a factorisation or a training that was open is lost and fails
 * with the error that says so: begin it again.
 */
export function createLastingCompute({ first, openOther, onReplaced }: LastingComputeParts): Compute {
  let current = first;
  let replacing: Promise<void> | undefined;

  const replace = (error: Error): Promise<void> => {
    replacing ??= openOther(current.name).then((other) => {
      current.dispose();
      current = other;
      onReplaced(error.message, other);
    });
    return replacing;
  };

  const lasting = async <Result>(work: (compute: Compute) => Promise<Result>): Promise<Result> => {
    const used = current;
    try {
      return await work(used);
    } catch (error) {
      if (!isComputeLoss(error)) throw error;
      await replace(error);
      return work(current);
    }
  };

  /** Every method of what was opened tells of the loss, so that the next opening is on the other one. */
  const watched = <Opened extends object>(opened: Opened): Opened =>
    new Proxy(opened, {
      get: (target, name) => {
        const value = target[name as keyof Opened];
        if (typeof value !== 'function') return value;
        return (...args: unknown[]) => {
          const result: unknown = value.apply(target, args);
          if (!(result instanceof Promise)) return result;
          return result.catch(async (error: unknown) => {
            if (isComputeLoss(error)) await replace(error);
            throw error;
          });
        };
      },
    });

  return {
    get name() {
      return current.name;
    },
    multiply: (matrix, vector) => lasting((compute) => compute.multiply(matrix, vector)),
    nearest: (...args) => lasting((compute) => compute.nearest(...args)),
    solveRidges: (problem) => lasting((compute) => compute.solveRidges(problem)),
    applyTower: (tower, inputs) => lasting((compute) => compute.applyTower(tower, inputs)),
    openFactorization: async (problem) =>
      watched(await lasting((compute) => compute.openFactorization(problem))),
    openTowers: async (problem) => watched(await lasting((compute) => compute.openTowers(problem))),
    dispose: () => current.dispose(),
  };
}

/** Whether an error says that what computes is gone. */
export function isComputeLoss(error: unknown): error is Error {
  return error instanceof Error && (error.name === 'GpuError' || error.name === 'SimdError');
}
