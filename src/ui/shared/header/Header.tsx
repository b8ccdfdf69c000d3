import { ActionIcon, Tooltip } from '@mantine/core';
import { IconSettings } from '@tabler/icons-react';
import { hrefOf, useRoute } from '../route.ts';
import { BackendBadge } from './BackendBadge.tsx';
import { ColorSchemeSwitch } from './ColorSchemeSwitch.tsx';
import { CorpusSwitcher } from './CorpusSwitcher.tsx';
import classes from './header.module.css';
import { JobIndicator } from './JobIndicator.tsx';
import { Navigation } from './Navigation.tsx';
import { PageMarks } from './PageMarks.tsx';

/** `withNavigation`: false while there is no corpus to go to. */
export function Header({ withNavigation }: { withNavigation: boolean }) {
  const route = useRoute();
  return (
    <header className={classes.header}>
      <a href={hrefOf('search')} className={classes.wordmark} aria-label="xenn, start">
        xenn
      </a>
      <div className={classes.switcher}>{withNavigation && <CorpusSwitcher />}</div>
      <div className={classes.navigation}>{withNavigation && <Navigation />}</div>
      <div className={classes.tools}>
        <JobIndicator />
        <PageMarks />
        <BackendBadge />
        <ColorSchemeSwitch />
        <Tooltip label="Settings">
          <ActionIcon
            component="a"
            href={hrefOf('settings')}
            variant={route === 'settings' ? 'light' : 'subtle'}
            color={route === 'settings' ? 'petrol' : 'gray'}
            aria-label="Settings"
            aria-current={route === 'settings' ? 'page' : undefined}
            size="lg"
          >
            <IconSettings size={20} stroke={1.6} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </div>
    </header>
  );
}
