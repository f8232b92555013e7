import { t } from '../../i18n/translate.ts';
import { percentOf } from './model-name.ts';
import type { Measures } from './quality.tsx';

/** Units of the drawing, not of the screen. */
const SIZE = 260;
const MARGIN = 34;
const SMALLEST_DOT = 3;
const LARGEST_DOT = 11;
const TICKS = [0, 0.5, 1];

/** Said against happened, a dot a step, its area by how many events; the same as a table for whoever reads. */
export function CalibrationPlot({ measures }: { readonly measures: Measures }) {
  const bins = measures.reliability.filter(({ events }) => events > 0);
  const most = Math.max(1, ...bins.map(({ events }) => events));
  const at = (share: number): number => MARGIN + share * SIZE;
  const up = (share: number): number => 6 + (1 - share) * SIZE;
  return (
    <figure class="calibration">
      <figcaption>
        <strong>{t('ranking.calibration')}</strong> <span class="quiet">{t('ranking.calibrationHelp')}</span>
      </figcaption>
      <svg viewBox={`0 0 ${SIZE + MARGIN + 24} ${SIZE + 44}`} aria-hidden="true">
        <rect class="calibration-frame" x={at(0)} y={up(1)} width={SIZE} height={SIZE} />
        <line class="calibration-line" x1={at(0)} y1={up(0)} x2={at(1)} y2={up(1)} />
        {TICKS.map((tick) => (
          <g key={tick}>
            <text x={at(tick)} y={up(0) + 16} text-anchor="middle">
              {percentOf(tick)}
            </text>
            <text x={at(0) - 6} y={up(tick) + 4} text-anchor="end">
              {Math.round(100 * tick)}
            </text>
          </g>
        ))}
        <text x={at(0.5)} y={up(0) + 33} text-anchor="middle">
          {t('ranking.said')}
        </text>
        <text class="calibration-up" x={-up(0.5)} y={10} text-anchor="middle" transform="rotate(-90)">
          {t('ranking.happened')}
        </text>
        {bins.map(({ predicted, happened, events }) => (
          <circle
            key={predicted}
            cx={at(predicted)}
            cy={up(happened)}
            r={SMALLEST_DOT + Math.sqrt(events / most) * (LARGEST_DOT - SMALLEST_DOT)}
          />
        ))}
      </svg>
      <table class="for-readers">
        <thead>
          <tr>
            <th scope="col">{t('ranking.said')}</th>
            <th scope="col">{t('ranking.happened')}</th>
            <th scope="col">{t('ranking.events')}</th>
          </tr>
        </thead>
        <tbody>
          {bins.map(({ predicted, happened, events }) => (
            <tr key={predicted}>
              <th scope="row">{percentOf(predicted)}</th>
              <td>{percentOf(happened)}</td>
              <td>{events}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}
