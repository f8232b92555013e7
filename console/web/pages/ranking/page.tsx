import { useEffect } from 'preact/hooks';
import type { RankingView } from '../../../server/ranking-routes.ts';
import { ask } from '../../api.ts';
import { t } from '../../i18n/translate.ts';
import { useWork, useAnswer } from '../../work.ts';
import { Closings } from './closings.tsx';
import { Model } from './model.tsx';
import { modelName, percentOf } from './model-name.ts';
import { Quality } from './quality.tsx';
import './ranking.css';
import { Versions } from './versions.tsx';

const EVERY_MILLIS = 30_000;

/** How likelihoods come about, how well they held, and what was learned: so that nobody has to believe a number. */
export function RankingPage() {
  const { answer: card, refusal, reload } = useAnswer(async () => await ask<RankingView>('/api/v1/ranking', {}));
  const work = useWork();
  useEffect(() => {
    const timer = window.setInterval(reload, EVERY_MILLIS);
    return () => window.clearInterval(timer);
  }, []);
  return (
    <main class="ranking" tabIndex={-1}>
      <h1>{t('page.ranking')}</h1>
      <p class="ranking-refusal" role="alert">
        {refusal}
      </p>
      {card === undefined ? <p class="quiet">{refusal === '' && t('ranking.asking')}</p> : <Card card={card} />}
      {card !== undefined && <Versions card={card} work={work} onChange={reload} />}
    </main>
  );
}

function Card({ card }: { readonly card: RankingView }) {
  const { versions, recorded, drift, shownEarly, learnedLately, overrides } = card;
  const champion = versions.find(({ role }) => role === 'champion');
  const isByRules = champion === undefined || champion.fitted === null;
  return (
    <>
      <p class="ranking-lead">
        {isByRules ? t('ranking.byRules') : t('ranking.byModel', { model: modelName(champion.id) })}
      </p>
      <p class={drift.isNoticed ? 'abnormal' : 'quiet'}>{t(drift.isNoticed ? 'ranking.drift' : 'ranking.noDrift')}</p>
      <Quality measures={recorded} />
      <div class="ranking-columns">
        <section>
          <h2>{t('ranking.learned')}</h2>
          <Closings closings={learnedLately} nothing={t('ranking.nothingLearned')} />
        </section>
        <section>
          <h2>{t('ranking.overrides')}</h2>
          {overrides.count > 0 && (
            <p class="quiet">{t('ranking.overridesCount', { count: overrides.count, all: overrides.ofClosings })}</p>
          )}
          <Closings closings={overrides.latest} nothing={t('ranking.noOverrides')} />
          <h2>{t('ranking.early')}</h2>
          <p class="quiet">
            {t('ranking.earlyHelp', {
              share: percentOf(shownEarly.propensity),
              closed: shownEarly.closed,
              trues: shownEarly.trues,
            })}
          </p>
        </section>
      </div>
      {!isByRules && <Model fitted={champion.fitted} />}
    </>
  );
}
