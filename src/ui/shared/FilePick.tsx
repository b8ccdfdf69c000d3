import { Button, FileButton } from '@mantine/core';
import { type ReactNode, useRef } from 'react';
import { blockedProps } from './blocked-props.ts';
import { useReaderText } from './use-reader-text.ts';

interface Props {
  /** Accessible name of the file input. */
  label: string;
  /** '.npy,.safetensors' */
  accept: string;
  multiple?: boolean;
  loading: boolean;
  onFiles: (files: readonly File[]) => void;
  children: ReactNode;
}

/** A button that picks files to take in. The same file may be picked again after a failure, so the input forgets it. */
export function FilePick({ label, accept, multiple = false, loading, onFiles, children }: Props) {
  const reset = useRef<() => void>(null);
  const readerText = useReaderText();

  function take(picked: File | File[] | null) {
    if (picked === null) return;
    reset.current?.();
    onFiles([picked].flat());
  }

  return (
    <FileButton
      accept={accept}
      multiple={multiple}
      onChange={take}
      resetRef={reset}
      inputProps={{ 'aria-label': label }}
    >
      {(props) => (
        <Button {...props} variant="default" size="xs" loading={loading} {...blockedProps(readerText)}>
          {children}
        </Button>
      )}
    </FileButton>
  );
}
