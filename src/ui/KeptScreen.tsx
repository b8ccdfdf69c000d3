import { Activity, type ReactNode, Suspense, useState } from 'react';
import { ErrorBoundary } from './shared/ErrorBoundary.tsx';
import { Waiting } from './shared/Waiting.tsx';

/** A screen that is made on its first visit and keeps its state while another one is open. */
export function KeptScreen({ isOpen, children }: { isOpen: boolean; children: ReactNode }) {
  const [visited, setVisited] = useState(isOpen);
  if (isOpen && !visited) setVisited(true);
  if (!visited) return null;
  return (
    <Activity mode={isOpen ? 'visible' : 'hidden'}>
      <ErrorBoundary resetKey={String(isOpen)}>
        <Suspense fallback={<Waiting />}>{children}</Suspense>
      </ErrorBoundary>
    </Activity>
  );
}
