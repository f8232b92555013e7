import type { FunctionComponent } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { t } from '../i18n/translate.ts';
import { pageAt, type PageEntry, type PageProps } from './pages.ts';
import { hrefOf, type Route } from './router.ts';
import { hasRole, useSession } from './session.ts';

/** The page at an address: fetched when it is first asked for, refused in words to whoever it is not for. */
export function PageSlot({ route }: { readonly route: Route }) {
  const { session } = useSession();
  const entry = pageAt(route);
  useEffect(() => {
    document.title = entry === undefined ? 'Telltale' : `${t(entry.title)} · Telltale`;
  }, [entry]);
  if (entry === undefined) return <Message text={t('shell.noSuchPage')} />;
  if (!hasRole(session, entry.role)) {
    const { name, role } = session;
    const text = t('shell.notForRole', { role: t(`role.${entry.role}`), name, ownRole: t(`role.${role}`) });
    return <Message text={text} />;
  }
  return <LoadedPage key={entry.paths[0]} entry={entry} route={route} />;
}

type Loaded = { readonly Page: FunctionComponent<PageProps> } | 'loading' | 'failed';

function LoadedPage({ entry, route }: { readonly entry: PageEntry; readonly route: Route }) {
  const [loaded, setLoaded] = useState<Loaded>('loading');
  useEffect(() => {
    entry.load().then(
      (Page) => setLoaded({ Page }),
      () => setLoaded('failed'),
    );
  }, [entry]);
  if (loaded === 'loading') return <main class="page-message" aria-busy="true" aria-label={t(entry.title)} />;
  if (loaded === 'failed') {
    return (
      <main class="page-message">
        <p role="alert">{t('shell.pageFailed')}</p>
        <button type="button" onClick={() => location.reload()}>
          {t('shell.loadAgain')}
        </button>
      </main>
    );
  }
  return <loaded.Page route={route} />;
}

function Message({ text }: { readonly text: string }) {
  return (
    <main class="page-message">
      <p>
        <bdi>{text}</bdi>
      </p>
      <a href={hrefOf('queue')}>{t('shell.toQueue')}</a>
    </main>
  );
}
