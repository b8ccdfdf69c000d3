import type { SyntheticEvent } from 'react';

/** What makes a button of Mantine's one that cannot be used now. */
export interface BlockedProps {
  readonly 'aria-disabled': true;
  readonly 'data-disabled': true;
  /** Shown to a pointer, and its description for a screen reader. */
  readonly title: string;
  readonly onClick: (event: SyntheticEvent) => void;
}

/**
 * Spread them into a button after its other props: with a reason it looks disabled and does nothing, neither by a
 * click nor by Enter in the form that it submits, but it keeps its place in the tab order, so that the reason is heard.
 * Nothing where there is no reason.
 */
export function blockedProps(because: string | undefined): Partial<BlockedProps> {
  if (because === undefined) return {};
  return {
    'aria-disabled': true,
    'data-disabled': true,
    title: because,
    onClick: (event) => event.preventDefault(),
  };
}
