import { useWorkspace } from './workspace.ts';

/** Why nothing can be changed from this tab, for the person; undefined when it can. */
export function useReaderText(): string | undefined {
  const { storage } = useWorkspace();
  return storage === 'reader'
    ? 'This tab only reads what another one writes: close that one to change anything here.'
    : undefined;
}
