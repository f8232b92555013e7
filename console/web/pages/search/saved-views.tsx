import { useState } from 'preact/hooks';
import type { SearchQuery } from '../../api.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { t } from '../../i18n/translate.ts';
import { useSession } from '../../shell/session.ts';
import { readViews, writeViews, type SavedView } from './view-store.ts';

interface SavedViewsProps {
  readonly query: SearchQuery;
  readonly onShow: (query: SearchQuery) => void;
}

/** What somebody looks for again and again, by name; a link takes it to a colleague. */
export function SavedViews({ query, onShow }: SavedViewsProps) {
  const { session } = useSession();
  const [views, setViews] = useState(() => readViews(session.name));
  const [name, setName] = useState('');
  const keep = (next: readonly SavedView[]): void => {
    setViews(next);
    writeViews(session.name, next);
  };
  return (
    <section class="saved-views" aria-label={t('search.views')}>
      {views.map((view) => (
        <span key={view.name} class="saved-view">
          <button type="button" class="quiet-button" onClick={() => onShow(view.query)}>
            <bdi>{view.name}</bdi>
          </button>
          <button
            type="button"
            class="quiet-button"
            aria-label={t('search.forget', { name: view.name })}
            onClick={() => keep(views.filter((each) => each !== view))}
          >
            ×
          </button>
        </span>
      ))}
      <form
        onSubmit={(submit) => {
          submit.preventDefault();
          if (name.trim() === '') return;
          keep([...views.filter((each) => each.name !== name.trim()), { name: name.trim(), query }]);
          setName('');
        }}
      >
        <label>
          {t('search.keepAs')}
          <input
            type="text"
            maxLength={60}
            value={name}
            onInput={({ currentTarget }) => setName(currentTarget.value)}
          />
        </label>
        <button type="submit" class="quiet-button">
          {t('search.keep')}
        </button>
      </form>
      <span class="saved-link">
        {t('search.link')} <CopyButton text={location.href} />
      </span>
    </section>
  );
}
