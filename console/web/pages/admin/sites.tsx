import { useState } from 'preact/hooks';
import type { SiteEntryView } from '../../../server/administration-schemas.ts';
import { t, tn } from '../../i18n/translate.ts';
import { useAnswer } from '../../work.ts';
import { admin } from './admin-api.ts';
import { namesAt, settingAt, useDraftHere } from './forms/draft.ts';
import { TextField } from './forms/fields.tsx';

/** Sites and sensors by what they send and by what the settings say; those without a name wait for one. */
export function Sites() {
  const draft = useDraftHere();
  const { answer: known, refusal } = useAnswer(admin.sites);
  if (known === undefined) return <p role="alert">{refusal}</p>;
  const written = namesAt(draft, ['sites']);
  const found = new Map(known.map((each) => [each.site, each]));
  const sites = [...new Set([...found.keys(), ...written])].sort();
  const nameOf = (site: string, sensor: string): unknown =>
    settingAt(draft, ['sites', site, 'sensorNames', sensor]).value;
  const waiting = known.flatMap(({ site, sensors }) =>
    sensors.filter(({ sensor }) => nameOf(site, sensor) === undefined),
  );
  return (
    <>
      <p class="quiet">{t('admin.howToName')}</p>
      {sites.length === 0 && <p>{t('forms.noSites')}</p>}
      {waiting.length > 0 && <p>{tn('forms.waitForName', waiting.length)}</p>}
      <datalist id="time-zones">
        {Intl.supportedValuesOf('timeZone').map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
      <ul class="admin-list">
        {sites.map((site) => (
          <li key={site}>
            <Site
              site={site}
              sensors={sensorsOf(found.get(site)?.sensors ?? [], namesAt(draft, ['sites', site, 'sensorNames']))}
            />
          </li>
        ))}
      </ul>
      <NewSite onNew={(site) => draft.set(['sites', site], {})} isKnown={(site) => sites.includes(site)} />
    </>
  );
}

function sensorsOf(found: SiteEntryView['sensors'], named: readonly string[]): readonly string[] {
  return [...new Set([...found.map(({ sensor }) => sensor), ...named])].sort();
}

interface SiteProps {
  readonly site: string;
  readonly sensors: readonly string[];
}

function Site({ site, sensors }: SiteProps) {
  const draft = useDraftHere();
  const [isOpen, setIsOpen] = useState(false);
  const path = ['sites', site];
  const title = settingAt(draft, [...path, 'title']).value;
  const unnamed = sensors.filter((sensor) => settingAt(draft, [...path, 'sensorNames', sensor]).value === undefined);
  return (
    <details onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
      <summary>
        <bdi>{typeof title === 'string' && title !== '' ? title : site}</bdi>{' '}
        <span class="quiet">{sensorsInWords(sensors.length, unnamed.length)}</span>
      </summary>
      {isOpen && (
        <div class="form-block">
          <div class="entry-fields">
            <TextField path={[...path, 'title']} label={t('forms.siteTitle')} placeholder={site} />
            <TextField
              path={[...path, 'timeZone']}
              label={t('forms.siteZone')}
              placeholder="Europe/Rome"
              suggestions="time-zones"
            />
            <TextField path={[...path, 'planFile']} label={t('forms.sitePlan')} placeholder="/etc/telltale/plan.svg" />
          </div>
          <Sensors site={site} sensors={sensors} />
        </div>
      )}
    </details>
  );
}

/** Of one site; a form of thousands helps nobody. */
const MOST_SHOWN = 200;

function Sensors({ site, sensors }: SiteProps) {
  const [words, setWords] = useState('');
  const found = sensors.filter((sensor) => sensor.toLowerCase().includes(words.toLowerCase()));
  if (sensors.length === 0) return <p class="quiet">{t('forms.noSensors')}</p>;
  return (
    <>
      <h3>{t('forms.sensorNames')}</h3>
      {sensors.length > 20 && (
        <label class="field">
          {t('forms.findSensor')}
          <input type="search" value={words} onInput={({ currentTarget }) => setWords(currentTarget.value)} />
        </label>
      )}
      <ul class="entry-fields sensor-names">
        {found.slice(0, MOST_SHOWN).map((sensor) => (
          <li key={sensor}>
            <TextField path={['sites', site, 'sensorNames', sensor]} label={sensor} placeholder={t('admin.noName')} />
          </li>
        ))}
      </ul>
      {found.length > MOST_SHOWN && <p class="quiet">{t('forms.moreSensors', { count: found.length - MOST_SHOWN })}</p>}
    </>
  );
}

interface NewSiteProps {
  readonly onNew: (site: string) => void;
  readonly isKnown: (site: string) => boolean;
}

function NewSite({ onNew, isKnown }: NewSiteProps) {
  const [site, setSite] = useState('');
  const name = site.trim();
  return (
    <div class="admin-form">
      <label>
        {t('forms.newSite')}
        <input type="text" maxLength={200} value={site} onInput={({ currentTarget }) => setSite(currentTarget.value)} />
      </label>
      <button
        type="button"
        disabled={name === '' || isKnown(name)}
        onClick={() => {
          onNew(name);
          setSite('');
        }}
      >
        {t('forms.addSite')}
      </button>
    </div>
  );
}

function sensorsInWords(count: number, unnamed: number): string {
  const all = tn('admin.sensors', count);
  if (count === 0) return all;
  return `${all}, ${unnamed === 0 ? t('admin.allNamed') : t('admin.unnamed', { count: unnamed })}`;
}
