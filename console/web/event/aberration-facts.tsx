import type { SignalView } from '../../server/api-schemas.ts';
import { latestEntered } from './explain.ts';
import { formatReadings } from '../format.ts';
import { t } from '../i18n/translate.ts';
import { Moment } from '../components/moment.tsx';

interface AberrationFactsProps {
  readonly signals: readonly SignalView[];
  readonly nowMillis: number;
}

/** What the detectors said when the condition began. */
export function AberrationFacts({ signals, nowMillis }: AberrationFactsProps) {
  const signal = latestEntered(signals.filter(({ aberration }) => aberration !== null));
  if (signal?.aberration == null) return null;
  const { observed, verdicts } = signal.aberration;
  const numbers = verdicts.flatMap(({ expected, lower, upper }) => [expected, lower, upper]);
  const [observedShown, ...shown] = formatReadings([observed, ...numbers]);
  return (
    <section class="block" aria-label={t('event.detectors')}>
      <h3>{t('event.detectors')}</h3>
      <p class="quiet">
        {t('event.readingWas', { value: observedShown ?? '' })} <Moment iso={signal.observedAt} nowMillis={nowMillis} />
        . {t('event.scoreMeaning')}
      </p>
      <table class="facts">
        <thead>
          <tr>
            <th scope="col">{t('event.detector')}</th>
            <th scope="col">{t('event.expected')}</th>
            <th scope="col">{t('event.bandColumn')}</th>
            <th scope="col">{t('event.score')}</th>
          </tr>
        </thead>
        <tbody>
          {verdicts.map(({ detector, reason, score }, index) => {
            const [expected, lower, upper] = shown.slice(3 * index, 3 * index + 3);
            return (
              <tr key={detector}>
                <th scope="row">
                  {detector}
                  {reason !== undefined && (
                    <span class="entry-note">
                      <bdi>{reason}</bdi>
                    </span>
                  )}
                </th>
                <td>{expected}</td>
                <td>{t('queue.band', { lower: lower ?? '', upper: upper ?? '' })}</td>
                <td class={score >= 1 ? 'abnormal' : ''}>{formatReadings([score])}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
