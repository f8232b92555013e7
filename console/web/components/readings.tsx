import { useState } from 'preact/hooks';
import type { EventSummary, SignalView } from '../../server/api-schemas.ts';
import { chartRange } from '../chart-data.ts';
import { useSeriesHistory } from '../hooks.ts';
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
  const series = chosen ?? keys[0];
  if (series === undefined) return null;
  return (
    <section class="block" aria-label="Readings">
      <h3>Readings against what was expected</h3>
      {keys.length > 1 && (
        <select class="series-choice" value={series} onChange={({ currentTarget }) => setChosen(currentTarget.value)}>
          {keys.map((key) => (
            <option key={key} value={key}>
              {key}
            </option>
          ))}
        </select>
      )}
      <OneSeries key={series} event={event} series={series} nowMillis={nowMillis} />
    </section>
  );
}

interface OneSeriesProps {
  readonly event: EventSummary;
  readonly series: string;
  readonly nowMillis: number;
}

function OneSeries({ event, series, nowMillis }: OneSeriesProps) {
  const round = event.state === 'closed' ? event.version : Math.floor(nowMillis / REFRESH_MILLIS);
  const { value: history, problem } = useSeriesHistory(series, chartRange(event, nowMillis), round);
  if (history === undefined) return <p class="chart-space quiet">{problem ?? 'Loading the readings…'}</p>;
  if (history.times.length === 0) return <p class="quiet">No readings are kept for this time.</p>;
  return (
    <>
      <SeriesChart history={history} event={event} />
      {problem !== undefined && <p class="problem">{problem}</p>}
    </>
  );
}
