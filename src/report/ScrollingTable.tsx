import type { ReactNode } from 'react';

/** A table that may be wider than the page: it scrolls sideways, by the arrow keys too. */
export function ScrollingTable({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to take the focus for the arrow keys
    <section className="scroll" aria-label={label} tabIndex={0}>
      <table className="measures">{children}</table>
    </section>
  );
}
