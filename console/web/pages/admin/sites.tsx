import type { SiteEntryView } from '../../../server/api-schemas.ts';
import { t, tn } from '../../i18n/translate.ts';
import { admin } from './admin-api.ts';
import { useAnswer } from '../../work.ts';

/** Sites and sensors by what they send; those without a name wait for one. */
export function Sites() {
  const { answer: sites, refusal } = useAnswer(admin.sites);
  return (
    <section class="admin-section" aria-label={t('admin.sitesAndSensors')}>
      <h2>{t('admin.sitesAndSensors')}</h2>
      <p class="quiet">{t('admin.howToName')}</p>
      <p role="alert">{refusal}</p>
      <ul class="admin-list">
        {sites?.map(({ site, title, sensors }) => (
          <li key={site}>
            <details>
              <summary>
                <bdi>{title ?? site}</bdi> <span class="quiet">{sensorsInWords(sensors)}</span>
              </summary>
              <ul>
                {sensors.slice(0, MOST_SHOWN).map(({ sensor, name }) => (
                  <li key={sensor}>
                    <bdi>{sensor}</bdi> <bdi class="quiet">{name ?? t('admin.noName')}</bdi>
                  </li>
                ))}
              </ul>
            </details>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Of one site; a page of thousands helps nobody. */
const MOST_SHOWN = 500;

function sensorsInWords(sensors: SiteEntryView['sensors']): string {
  const count = sensors.filter(({ name }) => name === null).length;
  const all = tn('admin.sensors', sensors.length);
  if (sensors.length === 0) return all;
  return `${all}, ${count === 0 ? t('admin.allNamed') : t('admin.unnamed', { count })}`;
}
