import { hrefOf, type Route, useRoute } from '../route.ts';
import classes from './header.module.css';

const TABS: readonly { route: Route; label: string }[] = [
  { route: 'corpus', label: 'Corpus' },
  { route: 'index', label: 'Index' },
  { route: 'search', label: 'Search' },
  { route: 'evaluate', label: 'Evaluate' },
];

export function Navigation() {
  const current = useRoute();
  return (
    <nav className={classes.tabs} aria-label="Screens">
      {TABS.map(({ route, label }) => (
        <a
          key={route}
          href={hrefOf(route)}
          className={classes.tab}
          aria-current={route === current ? 'page' : undefined}
        >
          {label}
        </a>
      ))}
    </nav>
  );
}
