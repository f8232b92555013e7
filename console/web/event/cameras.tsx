import { useState } from 'preact/hooks';
import type { EventSummary, SignalView, SiteView } from '../../server/api-schemas.ts';
import { t } from '../i18n/translate.ts';

interface CamerasProps {
  readonly event: EventSummary;
  readonly site: SiteView;
  readonly signals: readonly SignalView[];
}

/** A still of each camera that looks at a sensor of the event, and where its stream is. */
export function Cameras({ event, site, signals }: CamerasProps) {
  const involved = new Set([event.sensor, ...signals.map(({ sensor }) => sensor)]);
  const cameras = site.sensors.filter(
    ({ sensor, stillUrl, streamUrl }) => involved.has(sensor) && (stillUrl !== null || streamUrl !== null),
  );
  if (cameras.length === 0) return null;
  return (
    <section class="block" aria-label={t('event.cameras')}>
      <h3>{t('event.cameras')}</h3>
      <ul class="cameras">
        {cameras.map((camera) => (
          <Camera key={camera.sensor} camera={camera} />
        ))}
      </ul>
    </section>
  );
}

function Camera({ camera: { sensor, stillUrl, streamUrl } }: { readonly camera: SiteView['sensors'][number] }) {
  const [round, setRound] = useState(0);
  const [failed, setFailed] = useState(false);
  return (
    <li class="camera">
      <p>
        <bdi>{sensor}</bdi>
      </p>
      {stillUrl !== null && !failed && (
        <img src={`${stillUrl}?round=${round}`} alt={t('event.stillOf', { sensor })} onError={() => setFailed(true)} />
      )}
      {failed && <p class="problem">{t('event.noPicture')}</p>}
      <p class="buttons">
        {stillUrl !== null && (
          <button
            type="button"
            class="quiet-button"
            onClick={() => {
              setFailed(false);
              setRound(round + 1);
            }}
          >
            {t('event.newPicture')}
          </button>
        )}
        {streamUrl !== null && (
          <a href={streamUrl} target="_blank" rel="noopener noreferrer">
            {t('event.stream')}
          </a>
        )}
      </p>
    </li>
  );
}
