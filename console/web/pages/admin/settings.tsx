import { useEffect, useState } from 'preact/hooks';
import type { SettingsCheckView, SettingsVersionView } from '../../../server/administration-schemas.ts';
import { t } from '../../i18n/translate.ts';
import { admin } from './admin-api.ts';
import { SettingsCheck } from './settings-check.tsx';
import { useAnswer, useWork } from '../../work.ts';

/** The settings file: rules, limits, service levels, procedures, channels. Checked and shown as a difference before it counts. */
export function Settings() {
  const { answer: settings, refusal, reload } = useAnswer(admin.settings);
  const versions = useAnswer(admin.versions);
  const [text, setText] = useState('');
  const [checked, setChecked] = useState<{ readonly text: string; readonly check: SettingsCheckView }>();
  // What was said of another text, however late, says nothing of this one.
  const check = checked?.text === text ? checked.check : undefined;
  const { busy, outcome, run } = useWork();
  useEffect(() => setText(settings?.text ?? ''), [settings]);
  if (settings === undefined) return <p role="alert">{refusal}</p>;

  const done = (): string => {
    setChecked(undefined);
    reload();
    versions.reload();
    return t('admin.applied');
  };
  const look = async (): Promise<string> => {
    const found = await admin.checkSettings(text);
    setChecked({ text, check: found });
    return found.problems.length === 0 && found.differences.length === 0 ? t('admin.noDifference') : '';
  };
  const apply = async (): Promise<string> => {
    await admin.applySettings(text, settings.revision);
    return done();
  };
  const restore = async (id: string): Promise<string> => {
    await admin.restore(id, settings.revision);
    return done();
  };
  const canApply = check !== undefined && check.problems.length === 0 && check.differences.length > 0;
  return (
    <section class="admin-section" aria-label={t('admin.settings')}>
      <h2>{t('admin.settings')}</h2>
      <p class="quiet">
        <bdi>{t('admin.settingsFile', { file: settings.file })}</bdi>{' '}
        <a href="/api/v1/settings.yml" download>
          {t('admin.export')}
        </a>
      </p>
      <label class="admin-import">
        {t('admin.import')}{' '}
        <input
          type="file"
          accept=".yml,.yaml"
          onChange={({ currentTarget }) => {
            void currentTarget.files?.[0]?.text().then(setText);
          }}
        />
      </label>
      <textarea
        aria-label={t('admin.settings')}
        spellcheck={false}
        rows={20}
        value={text}
        onInput={({ currentTarget }) => setText(currentTarget.value)}
      />
      <div class="admin-actions">
        <button type="button" disabled={busy} onClick={() => run(look)}>
          {t('admin.check')}
        </button>
        <button type="button" disabled={busy || !canApply} onClick={() => run(apply)}>
          {t('admin.apply')}
        </button>
      </div>
      {check !== undefined && <SettingsCheck check={check} />}
      <output class="admin-outcome">
        <bdi>{outcome}</bdi>
      </output>
      <Versions versions={versions.answer ?? []} busy={busy} onRestore={(id) => run(async () => await restore(id))} />
    </section>
  );
}

interface VersionsProps {
  readonly versions: readonly SettingsVersionView[];
  readonly busy: boolean;
  readonly onRestore: (id: string) => void;
}

function Versions({ versions, busy, onRestore }: VersionsProps) {
  return (
    <>
      <h3>{t('admin.versions')}</h3>
      {versions.length === 0 && <p class="quiet">{t('admin.noVersions')}</p>}
      <ul class="admin-list">
        {versions.map(({ id, replacedAt, by }) => (
          <li key={id}>
            <time dateTime={replacedAt}>{replacedAt}</time> <bdi>{by}</bdi>
            <button type="button" disabled={busy} onClick={() => onRestore(id)}>
              {t('admin.restore')}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
