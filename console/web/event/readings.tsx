import { useState } from 'preact/hooks';
import type { EventSummary, SignalView } from '../../server/api-schemas.ts';
import { CHART_SPANS, chartRange, type ChartSpan } from './chart-data.ts';
import { useSeriesHistory } from '../hooks.ts';
import { t } from '../i18n/translate.ts';
import { SeriesChart } from './series-chart.tsx';

const REFRESH_MILLIS = 5000;
const MAX_SERIES_OFFERED = 20;

interface ReadingsProps {
  readonly event: EventSummary;
  readonly signals: readonly SignalView[];
  readonly nowMillis: number;
}

/** The series the event is about, one at a time. */
export function Readings({ event, signals, nowMillis }: ReadingsProps) {
  const keys = [...new Set(signals.flatMap(({ series }) => series ?? []))].slice(-MAX_SERIES_OFFERED).reverse();
  const [chosen, setChosen] = useState<string>();
  const [span, setSpan] = useState<ChartSpan>('Event');
  const series = chosen ?? keys[0];
  if (series === undefined) return null;
  return (
    <section class="block" aria-label={t('event.readings')}>
      <div class="block-header">
        <h3>{t('event.readings')}</h3>
        <SpanChoice span={span} onSpan={setSpan} />
      </div>
      {keys.length > 1 && (
        <select
          class="series-choice"
          aria-label={t('event.series')}
          value={series}
          onChange={({ currentTarget }) => setChosen(currentTarget.value)}
        >
          {keys.map((key) => (
            <option key={key} value={key}>
              {key}
            </option>
          ))}
        </select>
      )}
      <OneSeries key={series} event={event} series={series} span={span} nowMillis={nowMillis} />
    </section>
  );
}

interface SpanChoiceProps {
  readonly span: ChartSpan;
  readonly onSpan: (span: ChartSpan) => void;
}

function SpanChoice({ span, onSpan }: SpanChoiceProps) {
  return (
    <div class="span-choice" role="group" aria-label={t('event.timeShown')}>
      {CHART_SPANS.map((choice) => (
        <button
          key={choice}
          type="button"
          aria-pressed={choice === span}
          title={choice === 'Event' ? t('event.spanEvent') : undefined}
          onClick={() => onSpan(choice)}
        >
          {choice === 'Event' ? t('event.title') : choice}
        </button>
      ))}
    </div>
  );
}

interface OneSeriesProps {
  readonly event: EventSummary;
  readonly series: string;
  readonly span: ChartSpan;
  readonly nowMillis: number;
}

function OneSeries({ event, series, span, nowMillis }: OneSeriesProps) {
  const range = chartRange(event, span, nowMillis);
  const round = event.state === 'closed' ? event.version : Math.floor(nowMillis / REFRESH_MILLIS);
  const { value: history, problem } = useSeriesHistory(series, range, `${span} ${round}`);
  if (history === undefined) return <p class="chart-place quiet">{problem ?? t('event.loadingReadings')}</p>;
  if (history.times.length === 0) return <p class="chart-place quiet">{t('event.noReadings')}</p>;
  return (
    <>
      <SeriesChart history={history} event={event} endMillis={range.toMillis} />
      {problem !== undefined && <p class="problem">{problem}</p>}
    </>
  );
}
