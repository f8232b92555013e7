import { t } from '../../i18n/translate.ts';
import type { ConsoleState } from '../../state.ts';
import { showsOnlyDemonstration } from '../../status-words.ts';
import { CopyButton } from '../../components/copy-button.tsx';

const FIRST_READING = 'mosquitto_pub -t telltale/lab/s1/temperature -m 21.5';

/** For whoever has just started Telltale; gone as soon as anything of their own arrives. */
export function FirstHint({ state: { status } }: { readonly state: ConsoleState }) {
  if (status === undefined || !showsOnlyDemonstration(status)) return null;
  return (
    <aside class="first-hint" aria-label={t('first.label')}>
      <span>{t('first.publish')}</span>
      <span class="first-hint-command">
        <code>{FIRST_READING}</code>
        <CopyButton text={FIRST_READING} />
      </span>
      <span class="first-hint-off">
        {t('first.off')} <code>TELLTALE_DEMO=0</code>
      </span>
    </aside>
  );
}
