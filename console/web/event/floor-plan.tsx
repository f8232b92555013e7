import type { SignalView, SiteView } from '../../server/api-schemas.ts';
import { t } from '../i18n/translate.ts';

interface FloorPlanProps {
  readonly site: SiteView;
  readonly signals: readonly SignalView[];
}

/** The plan as an image, so that nothing in it can run, and over it where the sensors are that fired, in their order. */
export function FloorPlan({ site, signals }: FloorPlanProps) {
  if (site.planUrl === null) return null;
  const fired = [...new Set(signals.filter(({ phase }) => phase === 'entered').map(({ sensor }) => sensor))];
  return (
    <section class="block" aria-label={t('event.plan')}>
      <h3>{t('event.plan')}</h3>
      <div class="plan">
        <img src={site.planUrl} alt={t('event.planOf', { site: site.site })} />
        <ul>
          {site.sensors.map(({ sensor, x, y }) => {
            if (x === null || y === null) return null;
            const order = fired.indexOf(sensor);
            const words = order === -1 ? sensor : t('event.firedAs', { sensor, order: order + 1 });
            return (
              <li
                key={sensor}
                class="plan-sensor"
                data-fired={order !== -1}
                title={words}
                style={{ left: `${x * 100}%`, top: `${y * 100}%` }}
              >
                <span aria-hidden="true">{order === -1 ? '' : order + 1}</span>
                <span class="for-readers">
                  <bdi>{words}</bdi>
                </span>
              </li>
            );
          })}
        </ul>
      </div>
    </section>
  );
}
