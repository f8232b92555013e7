import { CopyButton } from '../../components/copy-button.tsx';
import { t } from '../../i18n/translate.ts';

const FIRST_MESSAGES = `mosquitto_pub -t telltale/lab/oven/temperature -m 21.5
mosquitto_pub -t telltale/lab/door-1/alarm -m motion`;

/** How to see something happen, while nothing does. */
export function FirstMessage() {
  return (
    <div class="first-message">
      <h3>{t('first.send')}</h3>
      <p>{t('first.sendWhat')}</p>
      <pre>
        <code>{FIRST_MESSAGES}</code>
      </pre>
      <CopyButton text={FIRST_MESSAGES} />
    </div>
  );
}
