import type { RankingView } from '../../../server/ranking-routes.ts';
import { formatDay } from '../../format.ts';
import { t } from '../../i18n/translate.ts';
import { useZoneOf } from '../../shell/zones.ts';

const MOST_SHOWN = 12;

/** What the fitted model was made of. */
export function Model({ fitted }: Pick<RankingView['versions'][number], 'fitted'>) {
  const { zone } = useZoneOf();
  if (fitted === null) return null;
  const day = (iso: string): string => formatDay(Date.parse(iso), zone);
  const told = fitted.information.slice(0, MOST_SHOWN);
  const most = Math.max(0.001, ...told.map(({ bits }) => bits));
  return (
    <section>
      <h2>{t('ranking.model')}</h2>
      <p class="quiet">
        {t('ranking.modelFitted', {
          at: day(fitted.madeAt),
          closings: fitted.closings,
          trues: fitted.trues,
          from: day(fitted.from),
          until: day(fitted.until),
        })}
      </p>
      <table class="information">
        <caption>{t('ranking.bits')}</caption>
        <tbody>
          {told.map(({ name, bits }) => (
            <tr key={name}>
              <th scope="row">
                <bdi>{name}</bdi>
              </th>
              <td>
                <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
                  <rect width={(100 * bits) / most} height="8" />
                </svg>
              </td>
              <td class="number">{bits.toFixed(3)} bit</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
