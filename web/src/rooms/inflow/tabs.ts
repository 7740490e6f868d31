import { lazy } from 'react';

/**
 * The tabs of Inflöde, in the order they stand. A room that has something to show of what comes in adds a line here and
 * its word under `inflow.tab` in both dictionaries. `deeper` lists addresses below the tab's own that show the same tab.
 */
export const tabs = [
  {
    path: '/inflode',
    deeper: [],
    word: 'stream',
    page: lazy(() => import('./StreamTab.tsx')),
  },
  {
    path: '/inflode/kallor',
    deeper: [],
    word: 'sources',
    page: lazy(() => import('./SourcesTab.tsx')),
  },
  {
    path: '/inflode/ej-mottaget',
    deeper: [],
    word: 'deadLetters',
    page: lazy(() => import('./DeadLettersTab.tsx')),
  },
  {
    path: '/inflode/prova',
    deeper: [],
    word: 'test',
    page: lazy(() => import('./TestTab.tsx')),
  },
  {
    path: '/inflode/plan',
    deeper: ['/inflode/plan/handelse'],
    word: 'plan',
    page: lazy(() => import('../plan/PlanTab.tsx')),
  },
  {
    path: '/inflode/underlag',
    deeper: ['/inflode/underlag/:id', '/inflode/underlag/:id/:part'],
    word: 'readiness',
    page: lazy(() => import('../readiness/ReadinessTab.tsx')),
  },
  {
    path: '/inflode/importer',
    deeper: ['/inflode/importer/:id'],
    word: 'imports',
    page: lazy(() => import('../imports/ImportsTab.tsx')),
  },
] as const satisfies readonly {
  readonly path: string;
  readonly deeper: readonly string[];
  readonly word: string;
  readonly page: ReturnType<typeof lazy>;
}[];

export type Tab = (typeof tabs)[number];
