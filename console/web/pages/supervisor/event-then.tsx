import { Moment } from '../../components/moment.tsx';
import { t, tn } from '../../i18n/translate.ts';
import { useLive } from '../../shell/live-context.ts';
import { Problem, Section } from './parts.tsx';
import { fetchEventAt, useAsked } from './requests.ts';

interface EventThenProps {
  readonly eventId: string;
  readonly atMillis: number;
  readonly onClose: () => void;
}

const MOST_SIGNALS = 50;

/** What was known of an event at that second, and what had been done. */
export function EventThen({ eventId, atMillis, onClose }: EventThenProps) {
  const { nowMillis } = useLive().state;
  const { value: event, problem } = useAsked(`${eventId} ${atMillis}`, async (signal) =>
    fetchEventAt(eventId, atMillis, signal),
  );
  return (
    <Section title={t('supervisor.eventThen')}>
      <Problem text={problem} />
      {event !== undefined && (
        <>
          <p>
            <b>
              <bdi>{event.title}</bdi>
            </b>
          </p>
          <ol class="fact-lines">
            {event.history.map((entry, index) => (
              <li key={index}>
                <Moment iso={entry.at} nowMillis={nowMillis} />
                {entry.what === 'action' ? (
                  <span>
                    <bdi>{entry.by}</bdi>: {t(`supervisor.did.${entry.kind}`)}
                  </span>
                ) : (
                  <span>{t(`supervisor.message.${entry.outcome}`, { notifier: entry.notifier })}</span>
                )}
                {entry.what === 'action' && entry.reason !== null && <bdi class="quiet">{entry.reason}</bdi>}
              </li>
            ))}
          </ol>
          <h4>{tn('supervisor.signals', event.signalCount)}</h4>
          <ol class="fact-lines">
            {event.signals.slice(-MOST_SIGNALS).map((signal, index) => (
              <li key={`${signal.id} ${index}`}>
                <Moment iso={signal.observedAt} nowMillis={nowMillis} />
                <bdi>{signal.sensor}</bdi>
                <bdi>{signal.message === '' ? signal.type : signal.message}</bdi>
              </li>
            ))}
          </ol>
        </>
      )}
      <button type="button" onClick={onClose}>
        {t('supervisor.close')}
      </button>
    </Section>
  );
}
