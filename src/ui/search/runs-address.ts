import { hrefOfRun } from '../shared/route.ts';

/** The whole address of a kept search, to be copied. It opens in this browser: what is kept is kept here. */
export function addressOfRun(runId: string, page: string = window.location.href): string {
  return new URL(hrefOfRun(runId), page).href;
}
