import type { FunctionComponent } from 'preact';
import type { Role } from '../../../core/action.ts';
import type { PlainKey } from '../i18n/translate.ts';
import type { Route } from './router.ts';

export interface PageProps {
  readonly route: Route;
}

/** One page of the console. Its code is fetched when somebody goes there. */
export interface PageEntry {
  /** First part of its addresses; the first one is what the navigation links to. */
  readonly paths: readonly [string, ...string[]];
  readonly title: PlainKey;
  /** The least role that may see it; the server decides, this only spares a refusal. */
  readonly role: Role;
  readonly inNavigation: boolean;
  readonly load: () => Promise<FunctionComponent<PageProps>>;
}

/** Every page, in the order of the navigation. A new one is a folder in `pages/`, a line here and its words in `i18n/`. */
export const PAGES: readonly PageEntry[] = [
  {
    paths: ['queue', '', 'events'],
    title: 'page.queue',
    role: 'operator',
    inNavigation: true,
    load: async () => (await import('../pages/queue/page.tsx')).QueuePage,
  },
  {
    paths: ['search'],
    title: 'page.search',
    role: 'operator',
    inNavigation: true,
    load: async () => (await import('../pages/search/page.tsx')).SearchPage,
  },
  {
    paths: ['hand-over'],
    title: 'page.handOver',
    role: 'operator',
    inNavigation: true,
    load: async () => (await import('../pages/supervisor/hand-over-page.tsx')).HandOverPage,
  },
  {
    paths: ['board'],
    title: 'page.board',
    role: 'supervisor',
    inNavigation: true,
    load: async () => (await import('../pages/supervisor/board-page.tsx')).BoardPage,
  },
  {
    paths: ['replay'],
    title: 'page.replay',
    role: 'supervisor',
    inNavigation: true,
    load: async () => (await import('../pages/supervisor/replay-page.tsx')).ReplayPage,
  },
  {
    paths: ['ranking'],
    title: 'page.ranking',
    role: 'supervisor',
    inNavigation: true,
    load: async () => (await import('../pages/ranking/page.tsx')).RankingPage,
  },
  {
    paths: ['health'],
    title: 'page.health',
    role: 'supervisor',
    inNavigation: true,
    load: async () => (await import('../pages/health/page.tsx')).HealthPage,
  },
  {
    paths: ['admin'],
    title: 'page.admin',
    role: 'administrator',
    inNavigation: true,
    load: async () => (await import('../pages/admin/page.tsx')).AdminPage,
  },
  {
    paths: ['password'],
    title: 'page.password',
    role: 'operator',
    inNavigation: false,
    load: async () => (await import('../pages/sign-in/password-page.tsx')).PasswordPage,
  },
  {
    paths: ['welcome'],
    title: 'page.welcome',
    role: 'operator',
    inNavigation: false,
    load: async () => (await import('../pages/sign-in/page.tsx')).WelcomePage,
  },
];

export function pageAt({ path }: Pick<Route, 'path'>): PageEntry | undefined {
  return PAGES.find(({ paths }) => paths.includes(path));
}
