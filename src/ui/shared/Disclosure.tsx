import { Button, Collapse } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { type ReactNode, useId } from 'react';

interface Props {
  label: string;
  /** Accessible name where the label alone says too little. */
  longLabel?: string;
  /** Unfolded whatever the person last chose: something in it needs attention. */
  forced?: boolean;
  children: ReactNode;
}

/** A part that is folded away until it is asked for. */
export function Disclosure({ label, longLabel = label, forced = false, children }: Props) {
  const [asked, { toggle }] = useDisclosure(false);
  const regionId = useId();
  const unfolded = asked || forced;
  const Chevron = unfolded ? IconChevronDown : IconChevronRight;
  return (
    <div>
      <Button
        variant="subtle"
        size="compact-sm"
        ml={-8}
        onClick={toggle}
        aria-expanded={unfolded}
        aria-controls={regionId}
        aria-label={longLabel}
        leftSection={<Chevron size={16} aria-hidden />}
      >
        {label}
      </Button>
      <Collapse expanded={unfolded} id={regionId}>
        {children}
      </Collapse>
    </div>
  );
}
