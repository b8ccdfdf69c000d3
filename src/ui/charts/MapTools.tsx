import { ActionIcon } from '@mantine/core';
import { IconFocusCentered, IconLasso, IconMinus, IconPlus } from '@tabler/icons-react';
import classes from './ItemMapView.module.css';

interface Props {
  readonly isLassoOn: boolean;
  readonly onLassoToggle: () => void;
  readonly onZoom: (factor: number) => void;
  readonly onReset: () => void;
}

const ZOOM = 1.6;

/** Buttons over the map: what a wheel and a pointer do, for those who have neither. */
export function MapTools({ isLassoOn, onLassoToggle, onZoom, onReset }: Props) {
  const tools = [
    { label: 'Zoom in', Icon: IconPlus, onClick: () => onZoom(ZOOM) },
    { label: 'Zoom out', Icon: IconMinus, onClick: () => onZoom(1 / ZOOM) },
    { label: 'Show the whole map', Icon: IconFocusCentered, onClick: onReset },
  ];
  return (
    <div className={classes.tools}>
      <ActionIcon.Group orientation="vertical">
        {tools.map(({ label, Icon, onClick }) => (
          <ActionIcon key={label} variant="default" size="sm" aria-label={label} onClick={onClick}>
            <Icon size={14} />
          </ActionIcon>
        ))}
        <ActionIcon
          variant={isLassoOn ? 'filled' : 'default'}
          size="sm"
          aria-label="Select with a lasso"
          aria-pressed={isLassoOn}
          onClick={onLassoToggle}
        >
          <IconLasso size={14} />
        </ActionIcon>
      </ActionIcon.Group>
    </div>
  );
}
