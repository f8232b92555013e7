import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { LANGUAGES, type Language } from '../i18n/translate.ts';

export const THEMES = ['system', 'day', 'night'] as const;
export const ZONE_CHOICES = ['own', 'site', 'utc'] as const;

/** What each person may set for themselves; kept in this browser. */
export interface Preferences {
  readonly theme: (typeof THEMES)[number];
  readonly zone: (typeof ZONE_CHOICES)[number];
  readonly language: Language;
  /** Letters act as keys (WCAG 2.1.4 wants that they can be switched off). */
  readonly singleKeys: boolean;
  /** Keys that this person has put elsewhere, by command. */
  readonly keys: Readonly<Record<string, string>>;
}

export interface PreferencesHere {
  readonly preferences: Preferences;
  readonly change: (changes: Partial<Preferences>) => void;
}

export const PreferencesContext = createContext<PreferencesHere>({
  preferences: { theme: 'system', zone: 'own', language: 'en', singleKeys: true, keys: {} },
  change: () => undefined,
});

export function usePreferences(): PreferencesHere {
  return useContext(PreferencesContext);
}

/** Kept by person: two who share a desk do not share keys. Before anybody is known, as whoever was here last. */
export function usePreferencesOf(person: string | undefined): PreferencesHere {
  const [preferences, setPreferences] = useState(() => readPreferences(person ?? lastPerson()));
  useEffect(() => {
    if (person === undefined) return;
    localStorage.setItem(LAST_PERSON, person);
    setPreferences(readPreferences(person));
  }, [person]);
  useEffect(() => {
    document.documentElement.dataset['theme'] = preferences.theme;
  }, [preferences.theme]);
  const change = (changes: Partial<Preferences>): void => {
    setPreferences((before) => {
      const after = { ...before, ...changes };
      localStorage.setItem(keyOf(person ?? lastPerson()), JSON.stringify(after));
      return after;
    });
  };
  return { preferences, change };
}

const LAST_PERSON = 'telltale.last-person';

function keyOf(person: string): string {
  return `telltale.preferences.${person}`;
}

function lastPerson(): string {
  return localStorage.getItem(LAST_PERSON) ?? '';
}

function readPreferences(person: string): Preferences {
  const kept = parsed(localStorage.getItem(keyOf(person)));
  const usual = defaults();
  return {
    theme: THEMES.find((theme) => theme === kept['theme']) ?? usual.theme,
    zone: ZONE_CHOICES.find((zone) => zone === kept['zone']) ?? usual.zone,
    language: LANGUAGES.find((language) => language === kept['language']) ?? usual.language,
    singleKeys: kept['singleKeys'] !== false,
    keys: stringsOf(kept['keys']),
  };
}

function defaults(): Preferences {
  const spoken = navigator.language.slice(0, 2);
  return {
    theme: 'system',
    zone: 'own',
    language: LANGUAGES.find((language) => language === spoken) ?? 'en',
    singleKeys: true,
    keys: {},
  };
}

/** What stands in local storage may be of an older version, or anybody's. */
function parsed(text: string | null): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

function stringsOf(value: unknown): Readonly<Record<string, string>> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
