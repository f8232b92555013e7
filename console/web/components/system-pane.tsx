import type { StatusView } from '../../server/api-schemas.ts';
import { ageOf, formatCount, plural } from '../format.ts';
import type { ConsoleState } from '../state.ts';
import { noNotifierNotice, rejectedTotal, rejectedWords } from '../status-words.ts';
import { BackButton } from './back-button.tsx';

/** How Telltale itself is doing; stands beside the queue while no event is selected. */
export function SystemPane({ state, onBack }: { readonly state: ConsoleState; readonly onBack: () => void }) {
  const { status, nowMillis } = state;
  return (
    <section class="side system" aria-label="System">
      <BackButton onBack={onBack} />
      {state.notice !== undefined && <p class="problem">{state.notice.text}</p>}
      {status === undefined ? (
        <p class="quiet">Asking Telltale how it is…</p>
      ) : (
        <>
          <h2 class="side-title">{headline(status)}</h2>
          <p class="side-lead">
            Version {status.version}, running for {ageOf(status.startedAt, nowMillis)},{' '}
            {plural(status.seriesCount, 'series', 'series')}, working memory {status.workingMemory}.
            {status.demo && ' The site “demo” is made up; TELLTALE_DEMO=0 switches it off.'}
          </p>
          <h3>Sources</h3>
          <ul class="components">
            {status.sources.map((source) => (
              <SourceEntry key={source.kind} source={source} nowMillis={nowMillis} />
            ))}
          </ul>
          <h3>Notifiers</h3>
          <Notifiers status={status} />
        </>
      )}
    </section>
  );
}

function headline({ sources }: StatusView): string {
  const down = sources.filter(({ state }) => state === 'down');
  if (down.length === 0) return 'Every source is well';
  return `${plural(down.length, 'source')} down`;
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
          {formatCount(rejected)} rejected: {rejectedWords(source.rejected)}
        </span>
      )}
    </li>
  );
}

function figuresOf({ state, readings, signals, lastSeenAt }: Source, nowMillis: number): string {
  if (state === 'off') return '';
  if (readings + signals === 0) return 'nothing yet';
  const last = lastSeenAt === null ? [] : [`last ${ageOf(lastSeenAt, nowMillis)} ago`];
  return [plural(readings, 'reading'), plural(signals, 'signal'), ...last].join(', ');
}

function Notifiers({ status }: { readonly status: StatusView }) {
  const notice = noNotifierNotice(status);
  return (
    <>
      {notice !== undefined && <p class="notifier-notice">{notice}</p>}
      <ul class="components">
        {status.notifiers
          .filter(({ state }) => state !== 'off')
          .map(({ kind, state, detail, sent, failed }) => (
            <li key={kind} class="component" data-state={state}>
              <StateMark state={state} />
              <span class="component-kind">{kind}</span>
              <span class="component-figures">
                {formatCount(sent)} sent{failed > 0 && <span class="abnormal">, {formatCount(failed)} failed</span>}
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
  return <span class="state-mark">{state}</span>;
}
