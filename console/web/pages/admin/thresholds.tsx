import { useState } from 'preact/hooks';
import type { SeriesView } from '../../../server/api-schemas.ts';
import type { ThresholdPreviewView } from '../../../server/threshold-routes.ts';
import { t } from '../../i18n/translate.ts';
import { useAnswer, useWork } from '../../work.ts';
import { admin } from './admin-api.ts';
import { useDraftHere } from './forms/draft.ts';
import type { Stretch } from './threshold-timeline.tsx';
import { wishOf, withOverride, type Wish, type WishFields } from './threshold-wish.ts';
import { ThresholdOutcomes } from './threshold-outcomes.tsx';

const NO_WISH: WishFields = { sensitivity: '', direction: '', leastDeviation: '', minimumDurationSeconds: '' };

const SENSITIVITIES = ['high', 'normal', 'low'] as const;
const DIRECTIONS = ['both', 'above', 'below'] as const;

type ChoiceWord = (typeof SENSITIVITIES | typeof DIRECTIONS)[number];

/** What was tried, so that an answer that comes late stands beside nothing else. */
interface Tried {
  readonly key: string;
  readonly fields: WishFields;
  readonly incidents: readonly Stretch[];
  readonly preview: ThresholdPreviewView;
}

/** Tries other thresholds on the past of a series before anybody is woken by them. */
export function Thresholds() {
  const { answer: series, refusal } = useAnswer(admin.series);
  const [key, setKey] = useState('');
  const [fields, setFields] = useState(NO_WISH);
  const [marked, setMarked] = useState<readonly Stretch[]>([]);
  const [tried, setTried] = useState<Tried>();
  const { busy, outcome, run } = useWork();
  const chosen = series?.find((each) => each.key === key);
  const change = (name: keyof WishFields, text: string): void => setFields({ ...fields, [name]: text });
  const work = async (): Promise<string> => {
    setTried(undefined);
    const incidents = marked.map(inUtc);
    const preview = await admin.previewThresholds({ series: key, wish: wishOf(fields), incidents });
    setTried({ key, fields, incidents, preview });
    return '';
  };
  return (
    <>
      <p class="quiet">{t('admin.thresholdsHow')}</p>
      <p role="alert">{refusal}</p>
      {series?.length === 0 && <p>{t('admin.noSeries')}</p>}
      <form
        class="thresholds"
        onSubmit={(submitted) => {
          submitted.preventDefault();
          run(work);
        }}
      >
        <label>
          <span>{t('admin.series')}</span>{' '}
          <input
            list="threshold-series"
            required
            value={key}
            title={key}
            placeholder={series?.[0]?.key ?? ''}
            onInput={({ currentTarget }) => setKey(currentTarget.value)}
          />
        </label>
        <datalist id="threshold-series">
          {series?.map((each) => (
            <option key={each.key} value={each.key} />
          ))}
        </datalist>
        <Choice name="sensitivity" choices={SENSITIVITIES} value={fields.sensitivity} onChange={change} />
        <Choice name="direction" choices={DIRECTIONS} value={fields.direction} onChange={change} />
        <Amount name="leastDeviation" unit={chosen?.unit ?? ''} value={fields.leastDeviation} onChange={change} />
        <Amount name="minimumDurationSeconds" unit="s" value={fields.minimumDurationSeconds} onChange={change} />
        <Incidents marked={marked} onChange={setMarked} />
        <button type="submit" disabled={busy || chosen === undefined}>
          {t('admin.preview')}
        </button>
        {busy && <progress aria-label={t('admin.previewing')} />}
        <output>{outcome}</output>
      </form>
      {tried?.key === key && chosen !== undefined && (
        <>
          <ThresholdOutcomes preview={tried.preview} incidents={tried.incidents} site={chosen.labels['site'] ?? ''} />
          <TakeUp chosen={chosen} wish={wishOf(tried.fields)} />
        </>
      )}
    </>
  );
}

interface FieldProps {
  readonly name: keyof WishFields;
  readonly value: string;
  readonly onChange: (name: keyof WishFields, text: string) => void;
}

function Choice({ name, choices, value, onChange }: FieldProps & { readonly choices: readonly ChoiceWord[] }) {
  return (
    <label>
      <span>{t(`admin.${name}`)}</span>{' '}
      <select value={value} onChange={({ currentTarget }) => onChange(name, currentTarget.value)}>
        <option value="">{t('admin.asItIs')}</option>
        {choices.map((choice) => (
          <option key={choice} value={choice}>
            {t(`admin.choice.${choice}`)}
          </option>
        ))}
      </select>
    </label>
  );
}

function Amount({ name, unit, value, onChange }: FieldProps & { readonly unit: string }) {
  return (
    <label>
      <span>{t(`admin.${name}`)}</span>{' '}
      <input
        type="number"
        min="0"
        step="any"
        value={value}
        placeholder={t('admin.asItIs')}
        onInput={({ currentTarget }) => onChange(name, currentTarget.value)}
      />{' '}
      <bdi class="quiet">{unit}</bdi>
    </label>
  );
}

interface IncidentsProps {
  readonly marked: readonly Stretch[];
  readonly onChange: (marked: readonly Stretch[]) => void;
}

function Incidents({ marked, onChange }: IncidentsProps) {
  const replace = (at: number, changed: Partial<Stretch>): void =>
    onChange(marked.map((each, index) => (index === at ? { ...each, ...changed } : each)));
  return (
    <fieldset>
      <legend>{t('admin.incidents')}</legend>
      {marked.map(({ from, until }, index) => (
        <div key={index}>
          <input
            type="datetime-local"
            required
            aria-label={t('admin.incidentFrom')}
            value={from}
            onInput={({ currentTarget }) => replace(index, { from: currentTarget.value })}
          />{' '}
          <input
            type="datetime-local"
            required
            aria-label={t('admin.incidentUntil')}
            value={until}
            onInput={({ currentTarget }) => replace(index, { until: currentTarget.value })}
          />{' '}
          <button type="button" onClick={() => onChange(marked.filter((_, at) => at !== index))}>
            {t('admin.incidentRemove')}
          </button>
        </div>
      ))}
      <button type="button" onClick={() => onChange([...marked, { from: '', until: '' }])}>
        {t('admin.incidentAdd')}
      </button>
    </fieldset>
  );
}

/** The browser's fields have no zone: theirs is the one the person's clock is in. */
function inUtc({ from, until }: Stretch): Stretch {
  return { from: new Date(from).toISOString(), until: new Date(until).toISOString() };
}

/** Into the draft of the settings; below it is what changes, and the way to apply it. */
function TakeUp({ chosen, wish }: { readonly chosen: SeriesView; readonly wish: Wish }) {
  const { edit } = useDraftHere();
  if (Object.keys(wish).length === 0) return <></>;
  return (
    <p>
      <button type="button" onClick={() => edit((text) => withOverride(text, chosen, wish))}>
        {t('admin.takeUp')}
      </button>
    </p>
  );
}
