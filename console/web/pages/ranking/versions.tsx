import type { RankingView } from '../../../server/ranking-routes.ts';
import { ask } from '../../api.ts';
import { Moment } from '../../components/moment.tsx';
import { t } from '../../i18n/translate.ts';
import { useLive } from '../../shell/live-context.ts';
import { hasRole, useSession } from '../../shell/session.ts';
import type { useWork } from '../../work.ts';
import { figure, modelName } from './model-name.ts';

interface VersionsProps {
  readonly card: RankingView;
  readonly work: ReturnType<typeof useWork>;
  readonly onChange: () => void;
}

/** What ranks, what is tried, and what one can go back to; administrators choose. */
export function Versions({ card: { versions, shadow, refit }, work: { busy, outcome, run }, onChange }: VersionsProps) {
  const { session } = useSession();
  const mayChoose = hasRole(session, 'administrator');
  const choose = async (id: string): Promise<string> => {
    await ask('/api/v1/ranking/champion', post({ version: id }));
    onChange();
    return t('ranking.chosen', { model: modelName(id) });
  };
  const fitNow = async (): Promise<string> => {
    await ask('/api/v1/ranking/refits', { method: 'POST' });
    onChange();
    return t('ranking.refitRunning');
  };
  return (
    <section>
      <h2>{t('ranking.versions')}</h2>
      {shadow !== null && (
        <p class="quiet">
          {t('ranking.shadow', {
            events: shadow.events,
            challenger: figure(shadow.challengerLogLoss),
            champion: figure(shadow.championLogLoss),
          })}
        </p>
      )}
      <div class="ranking-scroll" role="region" aria-label={t('ranking.versions')} tabIndex={0}>
        <table class="versions">
          <thead>
            <tr>
              {(['version', 'role', 'fittedAt', 'closings', 'backtest'] as const).map((column) => (
                <th key={column} scope="col">
                  {t(`ranking.${column}`)}
                </th>
              ))}
              {mayChoose && <td />}
            </tr>
          </thead>
          <tbody>
            {versions.map((version) => (
              <tr key={version.id}>
                <th scope="row">{modelName(version.id)}</th>
                <td>{t(`ranking.role.${version.role}`)}</td>
                <Fitted fitted={version.fitted} />
                {mayChoose && (
                  <td>
                    {version.role !== 'champion' && (
                      <button
                        type="button"
                        class="quiet-button"
                        disabled={busy}
                        aria-label={t('ranking.chooseOf', { model: modelName(version.id) })}
                        onClick={() => run(async () => await choose(version.id))}
                      >
                        {t('ranking.choose')}
                      </button>
                    )}
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <LastRefit refit={refit} />
      {mayChoose && (
        <button type="button" disabled={busy || refit.state === 'running'} onClick={() => run(fitNow)}>
          {t('ranking.refit')}
        </button>
      )}
      <output>{outcome}</output>
    </section>
  );
}

function Fitted({ fitted }: Pick<RankingView['versions'][number], 'fitted'>) {
  const { state } = useLive();
  if (fitted === null) return <td colSpan={3} />;
  const { backtest } = fitted;
  return (
    <>
      <td>
        <Moment iso={fitted.madeAt} nowMillis={state.nowMillis} />
      </td>
      <td>{fitted.closings}</td>
      <td>
        {backtest !== null &&
          `${figure(backtest.fitted.averagePrecision)} / ${figure(backtest.rules.averagePrecision)}`}
      </td>
    </>
  );
}

function LastRefit({ refit }: Pick<RankingView, 'refit'>) {
  if (refit.state === 'running') return <p class="quiet">{t('ranking.refitRunning')}</p>;
  if (refit.lastOutcome === null || refit.lastAt === null) return null;
  const at = refit.lastAt.slice(0, 16).replace('T', ' ');
  return (
    <p class="quiet">
      {refit.lastOutcome === 'fitted'
        ? t('ranking.refit.fitted', { at, seconds: Math.round(refit.lastSeconds ?? 0) })
        : t(`ranking.refit.${refit.lastOutcome}`, { at })}
    </p>
  );
}

function post(body: object): RequestInit {
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
