import { UnstyledButton } from '@mantine/core';
import classes from './MapPanel.module.css';
import type { NamedDocument } from './map-selection.ts';

interface Props {
  readonly docRow: number;
  /** Undefined while it is read, and for an item that a stored search does not know. */
  readonly document: NamedDocument | undefined;
  readonly onPick: (docRow: number) => void;
}

/** The title of an item in a list beside the map: a button that opens it. */
export function MapItemName({ docRow, document, onPick }: Props) {
  return (
    <UnstyledButton className={classes.title} onClick={() => onPick(docRow)}>
      {document ? document.title || document.id : `Document in row ${docRow}`}
    </UnstyledButton>
  );
}
