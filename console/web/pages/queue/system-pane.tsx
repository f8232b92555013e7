import type { ComponentChildren } from 'preact';
import type { StatusView } from '../../../server/api-schemas.ts';
import { ageOf } from '../../format.ts';
import { t, tn } from '../../i18n/translate.ts';
import type { ConsoleState } from '../../state.ts';
import { hasNoNotifier, rejectedTotal, rejectedWords } from '../../status-words.ts';
import { BackButton } from '../../components/back-button.tsx';

interface SystemPaneProps {
  readonly state: ConsoleState;
  /** What is being asked about everything that is marked. */
  readonly dialog: ComponentChildren;
  readonly onBack: () => void;
}

/** How Telltale itself is doing; stands beside the queue while no event is selected. */
export function SystemPane({ state, dialog, onBack }: SystemPaneProps) {
  const { status } = state;
  return (
    <section class="side system" aria-label={t('shell.system')} tabIndex={-1}>
      <BackButton onBack={onBack} />
      {dialog}
      <p class="notice" role="status" data-tone={state.notice?.tone}>
        <bdi>{state.notice?.text}</bdi>
      </p>
      {status === undefined ? <p class="quiet">{t('system.asking')}</p> : <Status status={status} state={state} />}
    </section>
  );
}

function Status({ status, state: { nowMillis } }: { readonly status: StatusView; readonly state: ConsoleState }) {
  return (
    <>
      <h2 class="side-title">{headline(status)}</h2>
      <p class="side-lead">
        {t('system.lead', {
          version: status.version,
          age: ageOf(status.startedAt, nowMillis),
          series: tn('unit.series', status.seriesCount),
          memory: status.workingMemory,
        })}
        {status.demo && ` ${t('system.demo')}`}
      </p>
      <h3>{t('system.sources')}</h3>
      <ul class="components">
        {status.sources.map((source) => (
          <SourceEntry key={source.kind} source={source} nowMillis={nowMillis} />
        ))}
      </ul>
      <h3>{t('system.notifiers')}</h3>
      <Notifiers status={status} />
    </>
  );
}

function headline({ sources }: StatusView): string {
  const down = sources.filter(({ state }) => state === 'down');
  return down.length === 0 ? t('system.allWell') : tn('system.sourcesDown', down.length);
}

type Source = StatusView['sources'][number];

function SourceEntry({ source, nowMillis }: { readonly source: Source; readonly nowMillis: number }) {
  const rejected = rejectedTotal(source.rejected);
  return (
    <li class="component" data-state={source.state}>
      <StateMark state={source.state} />
      <span class="component-kind">{source.kind}</span>
      <span class="component-figures">{figuresOf(source, nowMillis)}</span>
      <span class="component-detail">
        <bdi>{source.detail}</bdi>
      </span>
      {source.remedy !== null && (
        <span class="component-remedy">
          <bdi>{source.remedy}</bdi>
        </span>
      )}
      {rejected > 0 && (
        <span class="component-rejected">
          {t('system.rejectedWhy', { count: rejected, why: rejectedWords(source.rejected) })}
        </span>
      )}
    </li>
  );
}

function figuresOf({ state, readings, signals, lastSeenAt }: Source, nowMillis: number): string {
  if (state === 'off') return '';
  if (readings + signals === 0) return t('system.nothingYet');
  const last = lastSeenAt === null ? [] : [t('system.last', { age: ageOf(lastSeenAt, nowMillis) })];
  return [tn('unit.reading', readings), tn('unit.signal', signals), ...last].join(', ');
}

function Notifiers({ status }: { readonly status: StatusView }) {
  return (
    <>
      {hasNoNotifier(status) && <p class="notifier-notice">{t('system.noNotifier')}</p>}
      <ul class="components">
        {status.notifiers
          .filter(({ state }) => state !== 'off')
          .map(({ kind, state, detail, sent, failed }) => (
            <li key={kind} class="component" data-state={state}>
              <StateMark state={state} />
              <span class="component-kind">{kind}</span>
              <span class="component-figures">
                {t('system.sent', { count: sent })}
                {failed > 0 && <span class="abnormal">, {t('system.failed', { count: failed })}</span>}
              </span>
              <span class="component-detail">
                <bdi>{detail}</bdi>
              </span>
            </li>
          ))}
      </ul>
    </>
  );
}

function StateMark({ state }: { readonly state: Source['state'] }) {
  return <span class="state-mark">{t(`component.${state}`)}</span>;
}
