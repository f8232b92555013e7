import { useState } from 'preact/hooks';
import { searchUrl, type SearchQuery } from '../../api.ts';
import { useSearch } from '../../hooks.ts';
import { t, tn } from '../../i18n/translate.ts';
import { useLive } from '../../shell/live-context.ts';
import type { PageProps } from '../../shell/pages.ts';
import { hrefOf, replaceRoute } from '../../shell/router.ts';
import { Found } from './found.tsx';
import { SavedViews } from './saved-views.tsx';
import { SearchForm } from './search-form.tsx';
import './search.css';
import '../../event/event.css';

/** Everything that is and was. What is looked for stands in the address, so that a link shows a colleague the same. */
export function SearchPage({ route }: PageProps) {
  const { state } = useLive();
  const query: SearchQuery = Object.fromEntries(route.query);
  const [round, setRound] = useState(0);
  const { value, problem } = useSearch({ ...query, limit: '200' }, round);
  const show = (wanted: SearchQuery): void => {
    replaceRoute(hrefOf('search', [], wanted));
    setRound(round + 1);
  };
  return (
    <main class="search-page" data-stale={state.link === 'lost'}>
      <h2>{t('page.search')}</h2>
      <SearchForm key={JSON.stringify(query)} query={query} onSearch={show} />
      <SavedViews query={query} onShow={show} />
      {problem !== undefined && <p class="problem">{problem}</p>}
      {value !== undefined && (
        <>
          <p class="found-head">
            <span role="status">{tn('search.found', value.events.length)}</span>
            <a href={searchUrl(query, 'search.csv')} download="telltale-events.csv">
              CSV
            </a>
            <a href={searchUrl({ ...query, limit: '1000' })} download="telltale-events.json">
              JSON
            </a>
          </p>
          <Found events={value.events} nowMillis={state.nowMillis} />
          {value.next !== null && (
            <button type="button" onClick={() => show({ ...query, before: value.next ?? '' })}>
              {t('search.older')}
            </button>
          )}
        </>
      )}
    </main>
  );
}
