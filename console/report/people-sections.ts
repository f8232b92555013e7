import type { AlarmReport, AnswerRow, Answers, DispositionRow, TargetReached } from '../../core/alarm-report.ts';
import { html, table, type Html, type TableColumn } from './html.ts';
import { duration, number, orUnknown, percent, type WallTime } from './words.ts';

export function answersSection({ takeCharge, response, closing }: AlarmReport): Html {
  return html`<section>
      <h2>Taking charge</h2>
      <p class="note">From the opening of an event until a person first took, started or closed it.</p>
      ${answerTables(takeCharge)}
    </section>
    <section>
      <h2>Response</h2>
      <p class="note">From that moment until a person started on it, put it aside or closed it.</p>
      ${answerTables(response)}
    </section>
    <section>
      <h2>Closing</h2>
      <p class="note">From the opening of an event until it was closed.</p>
      ${answerTables(closing)}
    </section>`;
}

function answerTables({ all, byClass, byOperator, bySite, byHour }: Answers): Html {
  if (all.answered + all.waiting === 0) return html`<p>No event asked for it.</p>`;
  return html`${table([all], answerColumns('', [all]))}
  ${table(byClass, answerColumns('Class', byClass), { caption: 'By class' })}
  ${table(byOperator.rows, answerColumns('Operator', byOperator.rows), { caption: 'By operator', leftOut: byOperator.leftOut })}
  ${table(bySite.rows, answerColumns('Site', bySite.rows), { caption: 'By site', leftOut: bySite.leftOut })}
  ${table(byHour, answerColumns('Hour', byHour), { caption: 'By hour of opening' })}`;
}

function answerColumns(title: string, rows: readonly AnswerRow[]): readonly TableColumn<AnswerRow>[] {
  const targets = rows[0]?.targets ?? [];
  return [
    { title, cell: ({ name }) => orUnknown(name) },
    { title: 'Done', cell: ({ answered }) => number(answered), isNumber: true },
    { title: 'Waiting', cell: ({ waiting }) => number(waiting), isNumber: true },
    { title: 'p50', cell: ({ p50Seconds }) => duration(p50Seconds), isNumber: true },
    { title: 'p80', cell: ({ p80Seconds }) => duration(p80Seconds), isNumber: true },
    { title: 'p95', cell: ({ p95Seconds }) => duration(p95Seconds), isNumber: true },
    { title: 'p98.5', cell: ({ p985Seconds }) => duration(p985Seconds), isNumber: true },
    { title: 'Longest', cell: ({ maxSeconds }) => duration(maxSeconds), isNumber: true },
    ...targets.map(({ share }, at) => ({
      title: `In time (${percent(share)})`,
      cell: (row: AnswerRow) => targetCell(row.targets[at]),
      isNumber: true,
    })),
  ];
}

function targetCell(target: TargetReached | undefined): Html {
  if (target?.reached === undefined) return html`–`;
  const limit =
    target.withinSeconds === undefined
      ? html``
      : html`<br /><span class="note">in ${duration(target.withinSeconds)}</span>`;
  const reached = percent(target.reached);
  return target.met === false ? html`<span class="missed">${reached} missed</span>${limit}` : html`${reached}${limit}`;
}

export function escalationsSection({ escalations }: AlarmReport, wall: WallTime): Html {
  const { fired, inTime, late, waiting, limitSeconds, list } = escalations;
  return html`<section>
    <h2>Escalations</h2>
    <p>
      ${number(fired)} fired: ${number(inTime)} acted on within ${duration(limitSeconds)}, ${number(late)} late,
      ${number(waiting)} waiting.
    </p>
    ${
      list.rows.length === 0
        ? html``
        : table(
            list.rows,
            [
              { title: 'Fired', cell: ({ firedAtMillis }) => wall.at(firedAtMillis) },
              { title: 'Event', cell: ({ title, site }) => `${title} (${site})` },
              { title: 'Answered', cell: ({ answeredAtMillis }) => wall.at(answeredAtMillis) },
              {
                title: 'By',
                cell: ({ answeredBy, answer }) => (answeredBy === undefined ? '–' : `${answeredBy}: ${answer}`),
              },
              {
                title: 'Outcome',
                cell: ({ outcome }) =>
                  outcome === 'late' ? html`<span class="missed">late</span>` : outcome.replace('-', ' '),
              },
            ],
            { leftOut: list.leftOut },
          )
    }
  </section>`;
}

export function dispositionsSection({ dispositions }: AlarmReport): Html {
  const { all, byReason, bySite, bySensor, byHour } = dispositions;
  if (all.closed === 0)
    return html`<section>
      <h2>Dispositions</h2>
      <p>No event was closed.</p>
    </section>`;
  return html`<section>
    <h2>Dispositions</h2>
    ${table([all], dispositionColumns(''))}
    ${table(byReason, dispositionColumns('Reason'), { caption: 'By reason code' })}
    ${table(bySite.rows, dispositionColumns('Site'), { caption: 'By site', leftOut: bySite.leftOut })}
    ${table(bySensor.rows, dispositionColumns('Site / sensor'), { caption: 'By sensor', leftOut: bySensor.leftOut })}
    ${table(byHour, dispositionColumns('Hour'), { caption: 'By hour of opening' })}
  </section>`;
}

function dispositionColumns(title: string): readonly TableColumn<DispositionRow>[] {
  const count = (name: string, of: (row: DispositionRow) => number): TableColumn<DispositionRow> => ({
    title: name,
    cell: (row) => (of(row) === 0 ? '0' : `${number(of(row))} (${percent(of(row) / row.closed)})`),
    isNumber: true,
  });
  return [
    { title, cell: ({ name }) => orUnknown(name) },
    { title: 'Closed', cell: ({ closed }) => number(closed), isNumber: true },
    count('True', ({ counts }) => counts.true),
    count('False', ({ counts }) => counts.false),
    count('Inappropriate', ({ counts }) => counts.inappropriate),
    count('Other', ({ counts }) => counts.other),
    count('None given', ({ unknown }) => unknown),
  ];
}

export function falseCallsSection({ falseCalls }: AlarmReport, wall: WallTime): Html {
  const { classes, warningFrom, withdrawnFrom, list, fromMillis } = falseCalls;
  return html`<section>
    <h2>False calls in twelve months</h2>
    <p class="note">
      Events of the classes ${classes.join(' and ')} closed as false since ${wall.at(fromMillis)}. From ${warningFrom}
      the police warn, from ${withdrawnFrom} they may stop coming.
    </p>
    ${table(
      list.rows,
      [
        { title: 'Site', cell: ({ site }) => orUnknown(site) },
        { title: 'False calls', cell: (row) => number(row.falseCalls), isNumber: true },
        { title: 'Last', cell: ({ lastAtMillis }) => wall.at(lastAtMillis) },
        {
          title: 'Standing',
          cell: ({ standing }) => (standing === 'noted' ? 'noted' : html`<span class="missed">${standing}</span>`),
        },
      ],
      { leftOut: list.leftOut, none: 'None.' },
    )}
  </section>`;
}
