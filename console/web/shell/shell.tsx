import type { FunctionComponent } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { ConnectionBanner } from '../components/connection-banner.tsx';
import { PageFooter } from '../components/page-footer.tsx';
import { useConsole } from '../hooks.ts';
import { speak, t, type Language } from '../i18n/translate.ts';
import { useAlarmSound } from './alarm-sound.ts';
import { Announcements } from './announcement-regions.tsx';
import { HelpSheet } from './help-sheet.tsx';
import { useHandlers, useKeyboard } from './keyboard.ts';
import { LiveContext, makeLive } from './live-context.ts';
import { PageHeader } from './page-header.tsx';
import { PageSlot } from './page-slot.tsx';
import { PreferencesContext, usePreferences, usePreferencesOf } from './preferences.ts';
import { goTo, hrefOf, useRoute } from './router.ts';
import { SiteNamesContext, useSiteNamesOf } from './site-names.ts';
import { SessionContext, useSession, useSessionState } from './session.ts';

/** What is around every page: who one is, where one is, and whether what stands here is fresh. */
export function Shell() {
  const [sessionState, askAgain] = useSessionState();
  const session = sessionState.state === 'known' ? sessionState.session : undefined;
  const preferencesHere = usePreferencesOf(session?.name);
  const language = useLanguage(preferencesHere.preferences.language);
  if (language === undefined) return null;
  return (
    <PreferencesContext.Provider value={preferencesHere}>
      {session === undefined ? (
        <Outside state={sessionState.state} askAgain={askAgain} />
      ) : (
        <SessionContext.Provider value={{ session, askAgain }}>
          <Inside key={`${session.name} ${language}`} />
        </SessionContext.Provider>
      )}
    </PreferencesContext.Provider>
  );
}

/** Whoever is not signed in sees nothing of the sites. */
function Outside({ state, askAgain }: { readonly state: string; readonly askAgain: () => void }) {
  if (state === 'nobody') return <LazySignIn onSignedIn={askAgain} />;
  return (
    <main class="outside" data-session={state}>
      <h1>Telltale</h1>
      <p role="status">{t('shell.loading')}</p>
      {state === 'unreachable' && (
        <button type="button" onClick={askAgain}>
          {t('shell.loadAgain')}
        </button>
      )}
    </main>
  );
}

/** Fetched when it is needed: most visits need no sign-in. */
function LazySignIn({ onSignedIn }: { readonly onSignedIn: () => void }) {
  const [page, setPage] = useState<{ readonly Page: FunctionComponent<{ readonly onSignedIn: () => void }> }>();
  useEffect(() => {
    void import('../pages/sign-in/page.tsx').then(({ SignInPage }) => setPage({ Page: SignInPage }));
  }, []);
  return page === undefined ? null : <page.Page onSignedIn={onSignedIn} />;
}

function Inside() {
  const { preferences } = usePreferences();
  const [live] = useState(makeLive);
  const state = useConsole(live.store);
  const route = useRoute();
  const { askAgain } = useSession();
  const isLost = state.link === 'lost';
  // A stream that ends may have ended because the session did.
  useEffect(() => {
    if (isLost) askAgain();
  }, [isLost]);
  const siteNames = useSiteNamesOf(state.link === 'live');
  useKeyboard({ singleKeys: preferences.singleKeys, changes: preferences.keys });
  const sound = useAlarmSound(state);
  useHandlers({
    silence: sound.silence,
    help: () => live.tell({ type: 'toggle-help' }),
    'go-queue': () => goTo(hrefOf('queue')),
    search: () => goTo(hrefOf('search')),
  });
  return (
    <LiveContext.Provider value={{ ...live, state }}>
      <SiteNamesContext.Provider value={siteNames}>
        <div class="page">
          <PageHeader state={state} route={route} sound={sound} onHelp={() => live.tell({ type: 'toggle-help' })} />
          <Announcements state={state} />
          <ConnectionBanner state={state} />
          <PageSlot route={route} />
          <PageFooter state={state} />
          {state.helpShown && <HelpSheet onClose={() => live.tell({ type: 'toggle-help' })} />}
        </div>
      </SiteNamesContext.Provider>
    </LiveContext.Provider>
  );
}

/** The language once its words are here. */
function useLanguage(wanted: Language): Language | undefined {
  const [spoken, setSpoken] = useState<Language>();
  useEffect(() => {
    let isWanted = true;
    void speak(wanted).then(() => isWanted && setSpoken(wanted));
    return () => {
      isWanted = false;
    };
  }, [wanted]);
  return spoken;
}
