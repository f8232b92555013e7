import type { BoardView } from '../../../server/supervisor/supervisor-schemas.ts';
import { Moment } from '../../components/moment.tsx';
import { SiteName } from '../../components/site-name.tsx';
import { t } from '../../i18n/translate.ts';
import { useLive } from '../../shell/live-context.ts';
import type { PageProps } from '../../shell/pages.ts';
import { EventLine, LeftOut, Nothing, Problem, Section } from './parts.tsx';
import { fetchBoard, useAsked } from './requests.ts';
import { ServiceTable } from './service-table.tsx';
import { WorkTable } from './work-table.tsx';
import './supervisor.css';

const ASK_EVERY_MILLIS = 5000;

/** The room at a glance. */
export function BoardPage(_props: PageProps) {
  const { value: board, problem } = useAsked('board', fetchBoard, ASK_EVERY_MILLIS);
  const { nowMillis } = useLive().state;
  return (
    <main class="supervisor" data-stale={problem !== undefined} aria-busy={board === undefined}>
      <header class="supervisor-header">
        <h2>{t('page.board')}</h2>
        <a href="/report">{t('supervisor.report')}</a>
      </header>
      <Problem text={problem} />
      {board !== undefined && <Board board={board} nowMillis={nowMillis} />}
    </main>
  );
}

interface BoardProps {
  readonly board: BoardView;
  readonly nowMillis: number;
}

function Board({ board, nowMillis }: BoardProps) {
  return (
    <>
      <Section title={t('supervisor.work')}>
        <WorkTable board={board} nowMillis={nowMillis} />
      </Section>
      <div class="board-columns">
        <Section title={t('supervisor.escalations')}>
          <Escalations escalations={board.escalations} nowMillis={nowMillis} />
        </Section>
        <Section title={t('supervisor.service')}>
          <ServiceTable service={board.service} />
        </Section>
        <Section title={t('supervisor.floods')}>
          <Floods floods={board.floods} nowMillis={nowMillis} />
        </Section>
        <Section title={t('supervisor.onTest')}>
          <OnTest tests={board.onTest} nowMillis={nowMillis} />
        </Section>
        <Section title={t('supervisor.suppressed')}>
          <Suppressed suppressed={board.suppressed} nowMillis={nowMillis} />
        </Section>
      </div>
    </>
  );
}

interface EscalationsProps {
  readonly escalations: BoardView['escalations'];
  readonly nowMillis: number;
}

function Escalations({ escalations: { items, leftOut }, nowMillis }: EscalationsProps) {
  if (items.length === 0) return <Nothing text={t('supervisor.noEscalations')} />;
  return (
    <>
      <ul class="event-lines">
        {items.map((item) => (
          <EventLine key={item.id} item={item} nowMillis={nowMillis}>
            <bdi class={item.answered ? undefined : 'abnormal'}>
              {item.takenBy === null ? t('supervisor.unanswered') : t('supervisor.takenBy', { name: item.takenBy })}
            </bdi>
            {item.messages.map(({ notifier, outcome, detail }) => (
              <span key={notifier} class={outcome === 'failed' ? 'abnormal' : undefined} title={detail ?? undefined}>
                {t(`supervisor.message.${outcome}`, { notifier })}
              </span>
            ))}
          </EventLine>
        ))}
      </ul>
      <LeftOut count={leftOut} />
    </>
  );
}

function Floods({ floods, nowMillis }: { readonly floods: BoardView['floods']; readonly nowMillis: number }) {
  if (floods.length === 0) return <Nothing text={t('supervisor.noFloods')} />;
  return (
    <ul class="fact-lines">
      {floods.map(({ site, since, openedInTenMinutes, keptBack }) => (
        <li key={site}>
          <bdi>
            <b>{site}</b>
          </bdi>
          <span class="abnormal">{t('supervisor.floodRate', { count: openedInTenMinutes })}</span>
          <span>{t('supervisor.keptBack', { count: keptBack })}</span>
          <span>
            {t('supervisor.since')} <Moment iso={since} nowMillis={nowMillis} />
          </span>
        </li>
      ))}
    </ul>
  );
}

function OnTest({ tests, nowMillis }: { readonly tests: BoardView['onTest']; readonly nowMillis: number }) {
  if (tests.length === 0) return <Nothing text={t('supervisor.noTests')} />;
  return (
    <ul class="fact-lines">
      {tests.map(({ site, by, reason, until, reported }) => (
        <li key={site}>
          <b>
            <SiteName event={{ site, demo: false }} />
          </b>
          <Reason by={by} reason={reason} />
          <Until iso={until} nowMillis={nowMillis} />
          <span>{t('supervisor.reported', { count: reported })}</span>
        </li>
      ))}
    </ul>
  );
}

interface SuppressedProps {
  readonly suppressed: BoardView['suppressed'];
  readonly nowMillis: number;
}

function Suppressed({ suppressed: { items, leftOut }, nowMillis }: SuppressedProps) {
  if (items.length === 0) return <Nothing text={t('supervisor.noSuppressed')} />;
  return (
    <>
      <ul class="event-lines">
        {items.map((item) => (
          <EventLine key={item.id} item={item} nowMillis={nowMillis}>
            <span>{t(`supervisor.kind.${item.kind}`)}</span>
            <Reason by={item.by} reason={item.reason} />
            <Until iso={item.until} nowMillis={nowMillis} />
          </EventLine>
        ))}
      </ul>
      <LeftOut count={leftOut} />
    </>
  );
}

function Reason({ by, reason }: { readonly by: string; readonly reason: string }) {
  return (
    <span>
      <bdi>{by}</bdi>: <bdi>{reason}</bdi>
    </span>
  );
}

function Until({ iso, nowMillis }: { readonly iso: string | null; readonly nowMillis: number }) {
  if (iso === null) return <span>{t('supervisor.noEnd')}</span>;
  return (
    <span>
      {t('supervisor.until')} <Moment iso={iso} nowMillis={nowMillis} />
    </span>
  );
}
