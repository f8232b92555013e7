import { useEffect, useRef } from 'preact/hooks';
import type { SearchQuery } from '../../api.ts';
import { t } from '../../i18n/translate.ts';

interface SearchFormProps {
  readonly query: SearchQuery;
  readonly onSearch: (query: SearchQuery) => void;
}

const DISPOSITIONS = ['true', 'false', 'inappropriate', 'other'] as const;
const STATES = ['any', 'open', 'closed'] as const;
const TEXTS = ['text', 'site', 'sensor', 'person'] as const;
const TIMES = ['from', 'to'] as const;

export function SearchForm({ query, onSearch }: SearchFormProps) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector('input')?.focus(), []);
  return (
    <form
      class="search-form"
      role="search"
      ref={form}
      onSubmit={(submit) => {
        submit.preventDefault();
        onSearch(wantedOf(new FormData(submit.currentTarget)));
      }}
    >
      {TEXTS.map((name) => (
        <label key={name}>
          {t(`search.${name}`)}
          <input type="text" name={name} maxLength={500} defaultValue={query[name] ?? ''} />
        </label>
      ))}
      {TIMES.map((name) => (
        <label key={name}>
          {t(`search.${name}`)}
          <input type="datetime-local" name={name} defaultValue={localTime(query[name])} />
        </label>
      ))}
      <label>
        {t('search.disposition')}
        <select name="disposition" defaultValue={query['disposition'] ?? ''}>
          <option value="">{t('search.anyDisposition')}</option>
          {DISPOSITIONS.map((disposition) => (
            <option key={disposition} value={disposition}>
              {t(`disposition.${disposition}`)}
            </option>
          ))}
        </select>
      </label>
      <label>
        {t('search.state')}
        <select name="state" defaultValue={query['state'] ?? 'any'}>
          {STATES.map((state) => (
            <option key={state} value={state}>
              {t(`search.state.${state}`)}
            </option>
          ))}
        </select>
      </label>
      <button type="submit" class="main-button">
        {t('search.do')}
      </button>
    </form>
  );
}

/** Only what was filled in; times of the form are of the person's own zone. */
function wantedOf(data: FormData): SearchQuery {
  const wanted: Record<string, string> = {};
  for (const [name, value] of data) {
    if (typeof value !== 'string' || value.trim() === '' || value === 'any') continue;
    const isTime = TIMES.some((time) => time === name);
    wanted[name] = isTime ? new Date(value).toISOString() : value.trim();
  }
  return wanted;
}

function localTime(iso: string | undefined): string {
  const millis = Date.parse(iso ?? '');
  if (Number.isNaN(millis)) return '';
  const offset = new Date(millis).getTimezoneOffset() * 60_000;
  return new Date(millis - offset).toISOString().slice(0, 16);
}
