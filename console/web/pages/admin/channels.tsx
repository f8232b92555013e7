import { t } from '../../i18n/translate.ts';
import { useLive } from '../../shell/live-context.ts';
import { admin } from './admin-api.ts';
import { useWork } from '../../work.ts';

/** Every way a message can go, with a test that really sends one. */
export function Channels() {
  const { state } = useLive();
  return (
    <section class="admin-section" aria-label={t('admin.channels')}>
      <h2>{t('admin.channels')}</h2>
      <ul class="admin-list">
        {state.status?.notifiers.map(({ kind, state: health, detail }) => (
          <Channel key={kind} kind={kind} isOff={health === 'off'} detail={detail} />
        ))}
      </ul>
    </section>
  );
}

interface ChannelProps {
  readonly kind: string;
  readonly isOff: boolean;
  readonly detail: string;
}

function Channel({ kind, isOff, detail }: ChannelProps) {
  const { busy, outcome, run } = useWork();
  const test = async (): Promise<string> => {
    await admin.testChannel(kind);
    return t('admin.sent');
  };
  return (
    <li>
      <strong>{kind}</strong> <bdi class="quiet">{detail}</bdi>{' '}
      {!isOff && (
        <button type="button" disabled={busy} onClick={() => run(test)} aria-label={t('admin.testOf', { kind })}>
          {t('admin.test')}
        </button>
      )}
      <output>
        <bdi>{outcome}</bdi>
      </output>
    </li>
  );
}
