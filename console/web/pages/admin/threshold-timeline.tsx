import type { ThresholdOutcomeView } from '../../../server/threshold-routes.ts';

/** From and until as ISO times. */
export interface Stretch {
  readonly from: string;
  readonly until: string;
}

interface Props {
  /** What the picture says, for whoever does not see it. */
  readonly label: string;
  readonly whole: Stretch;
  readonly spans: ThresholdOutcomeView['spans'];
  readonly incidents: readonly Stretch[];
}

const [WIDTH, HEIGHT] = [1000, 40];
/** A minute in a month would be thinner than a pixel. */
const LEAST_WIDTH = 4;

/** When it would have fired, over the marked times of trouble. */
export function ThresholdTimeline({ label, whole, spans, incidents }: Props) {
  const begin = Date.parse(whole.from);
  const millis = Math.max(1, Date.parse(whole.until) - begin);
  const placed = (from: string, until: string): { readonly x: number; readonly width: number } => {
    const x = clamp(((Date.parse(from) - begin) / millis) * WIDTH);
    const end = clamp(((Date.parse(until) - begin) / millis) * WIDTH);
    const width = Math.max(LEAST_WIDTH, end - x);
    return { x: Math.min(x, WIDTH - width), width };
  };
  return (
    <svg class="threshold-timeline" role="img" aria-label={label} viewBox={`0 0 ${WIDTH} ${HEIGHT}`}>
      {incidents.map(({ from, until }) => (
        <rect key={from} class="trouble" y={0} height={HEIGHT} {...placed(from, until)} />
      ))}
      <line x1={0} x2={WIDTH} y1={HEIGHT / 2} y2={HEIGHT / 2} />
      {spans.map(({ from, until, level }) => (
        <rect
          key={from}
          class={level}
          y={level === 'alarm' ? 4 : HEIGHT / 2 - 8}
          height={level === 'alarm' ? HEIGHT - 8 : 16}
          {...placed(from, until ?? whole.until)}
        />
      ))}
    </svg>
  );
}

function clamp(x: number): number {
  return Math.min(WIDTH, Math.max(0, x));
}
