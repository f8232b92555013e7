import type { DayLoad, LoadBand, RateBands } from '../../core/alarm-report.ts';
import { html, type Html } from './html.ts';

const WIDTH = 720;
const HEIGHT = 150;
const LABELS = 20;
const LEFT = 46;
const LABEL_WIDTH = 66;

/** A bar as long as a share of the cell it stands in. */
export function shareBar(share: number): Html {
  const width = Math.max(0, Math.min(100, share * 100)).toFixed(1);
  return html`<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
    <rect width="${width}" height="8" class="ink" />
  </svg>`;
}

/** The shares of the three bands beside each other; the table beside it has them in figures. */
export function bandBar(shares: Readonly<Record<LoadBand, number>>): Html {
  const manageableFrom = (shares.acceptable * 100).toFixed(2);
  const overloadedFrom = ((shares.acceptable + shares.manageable) * 100).toFixed(2);
  return html`<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
    <rect width="100" height="8" class="acceptable" />
    <rect x="${manageableFrom}" width="${(shares.manageable * 100).toFixed(2)}" height="8" class="manageable" />
    <rect x="${overloadedFrom}" width="${(shares.overloaded * 100).toFixed(2)}" height="8" class="overloaded" />
  </svg>`;
}

/** Alarms of each day as bars, with the two limits of so many operators across them. */
export function dayChart(days: readonly DayLoad[], limits: RateBands, operators: number): Html {
  const lines = [limits.acceptableUpTo * operators, limits.manageableUpTo * operators];
  const most = Math.max(1, ...days.map(({ alarms }) => alarms));
  const top = Math.max(most, lines[1] ?? 0) * 1.05;
  const plotHeight = HEIGHT - LABELS;
  const yOf = (alarms: number) => plotHeight - (alarms / top) * (plotHeight - 8);
  const step = (WIDTH - LEFT) / Math.max(days.length, 1);
  const bars = days.map(({ date, alarms }, at) => {
    const height = plotHeight - yOf(alarms);
    const [x, y] = [(LEFT + at * step + step * 0.1).toFixed(2), yOf(alarms).toFixed(2)];
    const width = Math.min(step * 0.8, 40).toFixed(2);
    return html`<rect x="${x}" y="${y}" width="${width}" height="${height.toFixed(2)}" class="ink"
      ><title>${date}: ${alarms}</title></rect
    >`;
  });
  return html`<svg class="chart" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="Alarms of each day">
    <line x1="${LEFT}" y1="${plotHeight}" x2="${WIDTH}" y2="${plotHeight}" class="axis" />
    ${bars} ${lines.map((limit) => limitLine(limit, yOf(limit)))}
    ${dayLabels(days, step).map(({ x, date }) => html`<text x="${x}" y="${HEIGHT - 6}">${date}</text>`)}
  </svg>`;
}

function limitLine(limit: number, y: number): Html {
  return html`<line x1="${LEFT}" y1="${y.toFixed(2)}" x2="${WIDTH}" y2="${y.toFixed(2)}" class="limit" />
    <text x="${LEFT - 6}" y="${(y + 4).toFixed(2)}" class="left">${limit}</text>`;
}

/** At most eight, so that none stands on another or beyond the edge. */
function dayLabels(days: readonly DayLoad[], step: number): readonly { readonly x: string; readonly date: string }[] {
  const every = Math.ceil(days.length / 8);
  return days.flatMap(({ date }, at) => {
    const x = LEFT + at * step + 2;
    return at % every === 0 && x + LABEL_WIDTH <= WIDTH ? [{ x: x.toFixed(1), date }] : [];
  });
}
