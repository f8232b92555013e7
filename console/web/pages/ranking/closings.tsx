import type { RankingView } from '../../../server/ranking-routes.ts';
import { Moment } from '../../components/moment.tsx';
import { t } from '../../i18n/translate.ts';
import { useLive } from '../../shell/live-context.ts';
import { hrefOf } from '../../shell/router.ts';
import { percentOf } from './model-name.ts';

type Closing = RankingView['learnedLately'][number];

const MOST_SHOWN = 12;

interface ClosingsProps {
  readonly closings: readonly Closing[];
  readonly nothing: string;
}

/** How events were closed, the latest first, beside what had been said of them. */
export function Closings({ closings, nothing }: ClosingsProps) {
  const { state } = useLive();
  if (closings.length === 0) return <p class="quiet">{nothing}</p>;
  return (
    <ul class="closings">
      {closings
        .slice(-MOST_SHOWN)
        .toReversed()
        .map((closing) => (
          <li key={`${closing.event} ${closing.at}`}>
            <span class="closing-end" data-disposition={closing.disposition}>
              {t(closing.disposition === 'true' ? 'ranking.closedTrue' : 'ranking.closedFalse')}
            </span>
            <div class="closing-text">
              <a href={hrefOf('events', [closing.event])} title={closing.title}>
                <bdi>{closing.title}</bdi>
              </a>
              <p class="quiet">
                <bdi>{closing.site}</bdi> · {saidOf(closing)} · <bdi>{closing.by}</bdi>{' '}
                <Moment iso={closing.at} site={closing.site} nowMillis={state.nowMillis} />
              </p>
            </div>
          </li>
        ))}
    </ul>
  );
}

function saidOf({ said }: Closing): string {
  if (said === null) return t('ranking.saidNothing');
  return t('ranking.saidOf', { band: t(`likelihood.${said.band}`), percent: percentOf(said.probability) });
}
