/** Getting one model at a time: what is on screen of it. */
import type { InstalledModel, ModelKind } from '../../core/records.ts';
import type { InstallProgress } from '../../workers/client.ts';

export type InstallState =
  | { readonly status: 'idle' }
  | {
      readonly status: 'running';
      readonly kind: ModelKind;
      readonly name: string;
      readonly progress?: InstallProgress;
      readonly stopping: boolean;
    }
  | { readonly status: 'stopped'; readonly kind: ModelKind; readonly name: string }
  | { readonly status: 'failed'; readonly kind: ModelKind; readonly name: string; readonly error: Error }
  | { readonly status: 'installed'; readonly model: InstalledModel };

export type InstallAction =
  | { readonly type: 'started'; readonly kind: ModelKind; readonly name: string }
  | { readonly type: 'progressed'; readonly progress: InstallProgress }
  | { readonly type: 'stopAsked' }
  | { readonly type: 'stopped' }
  | { readonly type: 'failed'; readonly error: Error }
  | { readonly type: 'installed'; readonly model: InstalledModel }
  | { readonly type: 'dismissed' };

export const NO_INSTALL: InstallState = { status: 'idle' };

/** What does not fit the state (progress after the end: it travels on its own) changes nothing. */
export function reduceInstall(state: InstallState, action: InstallAction): InstallState {
  if (action.type === 'started') {
    if (state.status === 'running') return state;
    return { status: 'running', kind: action.kind, name: action.name, stopping: false };
  }
  if (action.type === 'dismissed') return state.status === 'running' ? state : NO_INSTALL;
  if (state.status !== 'running') return state;
  const { kind, name } = state;
  switch (action.type) {
    case 'progressed':
      return { ...state, progress: action.progress };
    case 'stopAsked':
      return { ...state, stopping: true };
    case 'stopped':
      return { status: 'stopped', kind, name };
    case 'failed':
      return { status: 'failed', kind, name, error: action.error };
    case 'installed':
      return { status: 'installed', model: action.model };
  }
}
