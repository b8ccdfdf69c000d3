import { checkCount, checkRows, checkSize } from './check.ts';
import type { TowerProblem } from './compute.ts';
import { checkMatrix } from './matrix.ts';
import { checkTower, checkTowerShape, type Tower } from './tower.ts';
import type { Matrix } from './types.ts';

/**
 * Throws an InvalidArgumentError unless `tower` fits `inputs`; the same for every `Compute`. Weights that are no
 * numbers pass: training that diverged has to find them in the outputs.
 */
export function checkApplyTower(tower: Tower, inputs: Matrix): void {
  checkMatrix('inputs', inputs);
  checkTowerShape('tower', tower, inputs.cols);
}

/** Throws an InvalidArgumentError unless the parts of a tower problem fit each other. */
export function checkTowerProblem(problem: TowerProblem): void {
  const { queryInputs, itemInputs, queryRow, itemRow, target } = problem;
  checkMatrix('queryInputs', queryInputs);
  checkMatrix('itemInputs', itemInputs);
  checkSize('itemInputs.cols', itemInputs.cols, queryInputs.cols);
  checkTower('queryTower', problem.queryTower, queryInputs.cols);
  checkTower('itemTower', problem.itemTower, queryInputs.cols);
  checkCount('itemRow', itemRow.length, queryRow.length);
  checkCount('target', target.length, queryRow.length);
  checkRows('queryRow', queryRow, queryInputs.rows);
  checkRows('itemRow', itemRow, itemInputs.rows);
}
