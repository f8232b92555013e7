import type uPlot from 'uplot';
import { formatDay, formatReadings, formatTime } from '../format.ts';
import { colour } from '../theme-colour.ts';

const HEIGHT = 240;
const [LOWER, UPPER] = [1, 2] as const;
/** Room for the widest label of a value, so that the chart does not shift when its numbers grow. */
const VALUE_AXIS_WIDTH = 64;

export interface ChartMarker {
  readonly label: string;
  readonly seconds: number;
}

/** Ends at `endSeconds`, so that silence shows. Colours come from the theme in force when the chart is made. */
export function chartOptions(
  width: number,
  timeZone: string,
  markers: readonly ChartMarker[],
  endSeconds: () => number,
  onRow: (row: number | undefined) => void,
): uPlot.Options & { readonly height: number } {
  const font = `12px ${getComputedStyle(document.documentElement).fontFamily}`;
  const axis: uPlot.Axis = {
    stroke: colour('quiet'),
    font,
    grid: { stroke: colour('hairline'), width: 1 },
    ticks: { show: false },
  };
  return {
    width,
    height: HEIGHT,
    padding: [20, 12, 0, 0],
    legend: { show: false },
    cursor: { y: false, points: { show: false }, drag: { x: false, y: false } },
    scales: { x: { time: true, range: (_plot, first) => [first, endSeconds()] } },
    axes: [
      { ...axis, values: timeLabels(timeZone), space: 80, size: 32 },
      { ...axis, values: (_plot, values) => formatReadings(values), size: VALUE_AXIS_WIDTH },
    ],
    bands: [{ series: [UPPER, LOWER], fill: colour('band') }],
    series: [
      {},
      { stroke: 'transparent', width: 0, points: { show: false } },
      { stroke: 'transparent', width: 0, points: { show: false } },
      { stroke: colour('quiet'), width: 1, dash: [4, 4], points: { show: false } },
      { stroke: colour('ink'), width: 1.5, points: { show: false } },
      { stroke: colour('level-1'), width: 2, points: { show: true, size: 5, fill: colour('level-1') } },
    ],
    hooks: {
      draw: [(plot) => drawMarkers(plot, markers, colour('quiet'))],
      setCursor: [({ cursor: { idx } }) => onRow(idx ?? undefined)],
    },
  };
}

/** Twenty-four hours, and the date where the day changes. */
function timeLabels(timeZone: string): uPlot.Axis.DynamicValues {
  return (_plot, seconds, _axis, _space, incrementSeconds) =>
    seconds.map((second, index) => {
      const before = seconds[index - 1];
      const day = formatDay(second * 1000, timeZone);
      const isNewDay = before !== undefined && formatDay(before * 1000, timeZone) !== day;
      const clock = formatTime(second * 1000, second * 1000, timeZone).slice(0, incrementSeconds < 60 ? 8 : 5);
      return isNewDay ? `${clock}\n${day}` : clock;
    });
}

/** The first of two that are too close for their labels: a line without a name says nothing. */
function drawMarkers(plot: uPlot, markers: readonly ChartMarker[], stroke: string): void {
  const { ctx, bbox } = plot;
  const pixels = window.devicePixelRatio;
  ctx.save();
  ctx.strokeStyle = stroke;
  ctx.fillStyle = stroke;
  ctx.lineWidth = pixels;
  ctx.font = `${11 * pixels}px ${getComputedStyle(plot.root).fontFamily}`;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'bottom';
  let labelEnd = -Infinity;
  for (const { label, seconds } of markers.toSorted((a, b) => a.seconds - b.seconds)) {
    const x = Math.round(plot.valToPos(seconds, 'x', true)) + 0.5;
    const width = ctx.measureText(label).width;
    const left = Math.min(x, bbox.left + bbox.width - width);
    if (x < bbox.left || x > bbox.left + bbox.width || left < labelEnd) continue;
    ctx.beginPath();
    ctx.moveTo(x, bbox.top - 4 * pixels);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    ctx.fillText(label, left, bbox.top - 5 * pixels);
    labelEnd = left + width + 6 * pixels;
  }
  ctx.restore();
}
