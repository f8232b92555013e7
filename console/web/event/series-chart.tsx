import { useEffect, useRef, useState } from 'preact/hooks';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { EventSummary, SeriesHistory } from '../../server/api-schemas.ts';
import { chartData, type ChartData } from './chart-data.ts';
import { chartOptions, type ChartMarker } from './chart-options.ts';
import { formatReadings, formatTime, withUnit } from '../format.ts';
import { t } from '../i18n/translate.ts';
import { metricOf } from '../metric-name.ts';
import { useIsDark } from '../shell/is-dark.ts';
import { useZoneOf } from '../shell/zones.ts';

interface SeriesChartProps {
  readonly history: SeriesHistory;
  readonly event: EventSummary;
  readonly endMillis: number;
}

export function SeriesChart({ history, event, endMillis }: SeriesChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(undefined);
  const [row, setRow] = useState<number>();
  const dark = useIsDark();
  const { zone } = useZoneOf(event.site);
  const data = chartData(history);
  const latestData = useRef(data);
  latestData.current = data;
  const latestEndMillis = useRef(endMillis);
  latestEndMillis.current = endMillis;

  useEffect(() => {
    const parent = box.current;
    if (parent === null) return;
    const options = chartOptions(
      parent.clientWidth,
      zone,
      markersOf(event),
      () => latestEndMillis.current / 1000,
      setRow,
    );
    const made = new uPlot(options, latestData.current, parent);
    plot.current = made;
    const observer = new ResizeObserver(() => made.setSize({ width: parent.clientWidth, height: options.height }));
    observer.observe(parent);
    return () => {
      observer.disconnect();
      made.destroy();
    };
  }, [dark, zone, event.takenAt, event.escalatedAt, event.closedAt]);
  useEffect(() => plot.current?.setData(data), [history]);

  return (
    <figure class="chart">
      <figcaption class="chart-legend">
        <span class="legend-value">{metricOf(history.series)}</span>
        <span class="legend-expected">{t('chart.expected')}</span>
        <span class="legend-band">{t('chart.band')}</span>
        <span class="legend-outside">{t('chart.outside')}</span>
        <span class="chart-readout number">{readout(data, row ?? data[0].length - 1, history.unit, zone)}</span>
      </figcaption>
      <div class="chart-space" ref={box} />
    </figure>
  );
}

function readout([times, lowers, uppers, , values]: ChartData, row: number, unit: string | null, zone: string): string {
  const [time, value, lower, upper] = [times[row], values[row], lowers[row], uppers[row]];
  if (time === undefined || value == null) return '';
  const clock = formatTime(time * 1000, Date.now(), zone);
  if (lower == null || upper == null) return `${clock}  ${withUnit(formatReadings([value]).join(), unit)}`;
  const [shown = '', low, high] = formatReadings([value, lower, upper]);
  return `${clock}  ${t('chart.readout', { value: withUnit(shown, unit), lower: low ?? '', upper: high ?? '' })}`;
}

function markersOf({ openedAt, escalatedAt, takenAt, closedAt }: EventSummary): ChartMarker[] {
  const all = [
    [t('chart.opened'), openedAt],
    [t('chart.escalated'), escalatedAt],
    [t('chart.taken'), takenAt],
    [t('chart.closed'), closedAt],
  ] as const;
  return all.flatMap(([label, iso]) => (iso === null ? [] : [{ label, seconds: Date.parse(iso) / 1000 }]));
}
