import { LANGUAGES, LANGUAGE_NAMES, t } from '../i18n/translate.ts';
import { THEMES, usePreferences, ZONE_CHOICES } from './preferences.ts';
import { SessionMenu } from './session-menu.tsx';
import { useSession } from './session.ts';

/** What each person sets for themselves. */
export function PreferencesMenu() {
  const { session } = useSession();
  const { preferences, change } = usePreferences();
  return (
    <details class="preferences">
      <summary title={t('shell.preferences')}>
        <bdi>{session.name}</bdi>
      </summary>
      <div class="preferences-sheet">
        <p class="quiet">{t(`role.${session.role}`)}</p>
        <Choice
          label={t('shell.theme')}
          value={preferences.theme}
          choices={THEMES.map((theme) => ({ value: theme, words: t(`shell.theme.${theme}`) }))}
          onChoice={(theme) => change({ theme })}
        />
        <Choice
          label={t('shell.zone')}
          value={preferences.zone}
          choices={ZONE_CHOICES.map((zone) => ({ value: zone, words: t(`shell.zone.${zone}`) }))}
          onChoice={(zone) => change({ zone })}
        />
        <Choice
          label={t('shell.language')}
          value={preferences.language}
          choices={LANGUAGES.map((language) => ({ value: language, words: LANGUAGE_NAMES[language] }))}
          onChoice={(language) => change({ language })}
        />
        <SessionMenu />
      </div>
    </details>
  );
}

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly choices: readonly { readonly value: Value; readonly words: string }[];
  readonly onChoice: (value: Value) => void;
}

function Choice<Value extends string>({ label, value, choices, onChoice }: ChoiceProps<Value>) {
  return (
    <label class="preference">
      {label}
      <select
        value={value}
        onChange={({ currentTarget }) => {
          const chosen = choices.find((choice) => choice.value === currentTarget.value);
          if (chosen !== undefined) onChoice(chosen.value);
        }}
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.words}
          </option>
        ))}
      </select>
    </label>
  );
}
