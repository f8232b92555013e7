import type { RankingView } from '../../../server/ranking-routes.ts';
import { t } from '../../i18n/translate.ts';
import { CalibrationPlot } from './calibration-plot.tsx';
import { figure, percentOf } from './model-name.ts';

export type Measures = NonNullable<RankingView['recorded']>;

/** What was said when events opened, held against how people closed them. */
export function Quality({ measures }: { readonly measures: Measures | null }) {
  return (
    <section>
      <h2>{t('ranking.quality')}</h2>
      {measures === null ? (
        <p class="quiet">{t('ranking.noQuality')}</p>
      ) : (
        <div class="ranking-columns">
          <Figures measures={measures} />
          <CalibrationPlot measures={measures} />
        </div>
      )}
    </section>
  );
}

function Figures({ measures }: { readonly measures: Measures }) {
  const { events, trues, averagePrecision, areaUnderCurve, brierSkill, calibrationError } = measures;
  const chance = figure(trues / Math.max(1, events));
  const rows = [
    {
      name: t('ranking.precision'),
      value: figure(averagePrecision),
      interval: measures.averagePrecisionInterval,
      help: t('ranking.precisionHelp', { chance }),
    },
    { name: t('ranking.area'), value: percentOf(areaUnderCurve), help: t('ranking.areaHelp') },
    {
      name: t('ranking.skill'),
      value: figure(brierSkill),
      interval: measures.brierSkillInterval,
      help: t('ranking.skillHelp'),
    },
    { name: t('ranking.off'), value: percentOf(calibrationError), help: t('ranking.offHelp') },
  ];
  return (
    <div>
      <p>{t('ranking.held', { events, trues })}</p>
      <dl class="ranking-figures">
        {rows.map(({ name, value, interval, help }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <span class="ranking-value">{value}</span> {interval !== undefined && <Interval interval={interval} />}
              <p class="quiet">{help}</p>
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function Interval({ interval: [from = 0, to = 0] }: { readonly interval: readonly number[] }) {
  return <span class="quiet">{t('ranking.between', { from: figure(from), to: figure(to) })}</span>;
}
