/** A kept search as every panel draws it. */
import type { StoredRun } from '../../workers/client.ts';
import type { RunView } from './run-view.ts';

/** One view a method, in the order they ran. What each round moved and missed was worked out when it was kept. */
export function toReplayViews({ methods }: Pick<StoredRun, 'methods'>): RunView[] {
  return methods.map(({ rounds, itemSpaceName, ...result }, position) => ({
    key: String(position),
    label: result.request.label,
    request: result.request,
    itemSpaceName,
    status: 'done',
    rounds,
    result,
  }));
}
