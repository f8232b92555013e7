import type { AlarmReport, CountedSources, SuppressionRow } from '../../core/alarm-report.ts';
import { shareBar } from './bars.ts';
import { html, table, type Html } from './html.ts';
import { duration, number, orUnknown, percent, sourceWords, type WallTime } from './words.ts';

const SUPPRESSION_WORDS: Readonly<Record<SuppressionRow['kind'], string>> = {
  shelved: 'shelved',
  'by-design': 'suppressed by design',
  'out-of-service': 'on a site on test',
  storm: 'storm mode',
  'on-test': 'site on test',
};

/** What sources do that no operator should have to live with. */
export function nuisanceSections(report: AlarmReport, wall: WallTime): Html {
  return html`${offendersSection(report)} ${chatteringSection(report, wall)}
  ${countedSection('Fleeting', 'Signals that were over within a minute and do not chatter.', report.fleeting)}
  ${staleSection(report, wall)}
  ${countedSection('Duplicates', 'Signals of a source that had sent one no more than a second before.', report.duplicates)}
  ${togetherSection(report)}`;
}

function offendersSection({ offenders }: AlarmReport): Html {
  return html`<section>
    <h2>Worst offenders</h2>
    <p>
      ${number(offenders.sources)} sources sent signals; the ten busiest sent ${percent(offenders.topTenShare)} of them.
    </p>
    ${table(offenders.top, [
      { title: 'Site / sensor / type', cell: ({ source }) => sourceWords(source) },
      { title: 'Signals', cell: ({ alarms }) => number(alarms), isNumber: true },
      { title: 'Share', cell: ({ share }) => percent(share), isNumber: true },
      { title: 'Together', cell: ({ cumulativeShare }) => percent(cumulativeShare), isNumber: true },
      { title: '', cell: ({ cumulativeShare }) => shareBar(cumulativeShare) },
    ])}
  </section>`;
}

function chatteringSection({ chattering }: AlarmReport, wall: WallTime): Html {
  const { alarms, share, episodes, list } = chattering;
  return html`<section>
    <h2>Chattering</h2>
    <p>
      ${number(alarms)} signals (${percent(share)}) in ${number(episodes)} episodes, from sources raised three times or
      more within a minute.
    </p>
    ${
      list.rows.length === 0
        ? html``
        : table(
            list.rows,
            [
              { title: 'Site / sensor / type', cell: ({ source }) => sourceWords(source) },
              { title: 'Signals', cell: (row) => number(row.alarms), isNumber: true },
              { title: 'Episodes', cell: (row) => number(row.episodes), isNumber: true },
              { title: 'Most in a minute', cell: ({ mostInAMinute }) => number(mostInAMinute), isNumber: true },
              { title: 'First', cell: ({ firstAtMillis }) => wall.at(firstAtMillis) },
              { title: 'Last', cell: ({ lastAtMillis }) => wall.at(lastAtMillis) },
            ],
            { leftOut: list.leftOut },
          )
    }
  </section>`;
}

function countedSection(title: string, meaning: string, { alarms, share, list }: CountedSources): Html {
  return html`<section>
    <h2>${title}</h2>
    <p>${number(alarms)} (${percent(share)}). ${meaning}</p>
    ${
      list.rows.length === 0
        ? html``
        : table(
            list.rows,
            [
              { title: 'Site / sensor / type', cell: ({ source }) => sourceWords(source) },
              { title: 'Signals', cell: (row) => number(row.alarms), isNumber: true },
              { title: 'Share of them', cell: (row) => percent(row.share), isNumber: true },
            ],
            { leftOut: list.leftOut },
          )
    }
  </section>`;
}

function staleSection({ stale }: AlarmReport, wall: WallTime): Html {
  return html`<section>
    <h2>Stale</h2>
    <p>
      ${number(stale.alarms)} conditions stood for more than 24 hours, ${number(stale.mostOnADay)} on the worst day;
      ${number(stale.standing)} still stood at the end.
    </p>
    ${
      stale.list.rows.length === 0
        ? html``
        : table(
            stale.list.rows,
            [
              { title: 'Site / sensor / type', cell: ({ source }) => sourceWords(source) },
              { title: 'Since', cell: ({ beganAtMillis }) => wall.at(beganAtMillis) },
              {
                title: 'Until',
                cell: (row) => (row.endedAtMillis === undefined ? 'stands' : wall.at(row.endedAtMillis)),
              },
              { title: 'For', cell: ({ stoodSeconds }) => duration(stoodSeconds), isNumber: true },
            ],
            { leftOut: stale.list.leftOut },
          )
    }
  </section>`;
}

function togetherSection({ together }: AlarmReport): Html {
  return html`<section>
    <h2>Always together</h2>
    <p class="note">Pairs of sources of which nine signals in ten come within five seconds of one of the other.</p>
    ${table(
      together.rows,
      [
        { title: 'One', cell: ({ one }) => sourceWords(one) },
        { title: 'Signals', cell: ({ oneAlarms }) => number(oneAlarms), isNumber: true },
        { title: 'With the other', cell: ({ oneShare }) => percent(oneShare), isNumber: true },
        { title: 'Other', cell: ({ other }) => sourceWords(other) },
        { title: 'Signals', cell: ({ otherAlarms }) => number(otherAlarms), isNumber: true },
        { title: 'With the first', cell: ({ otherShare }) => percent(otherShare), isNumber: true },
      ],
      { leftOut: together.leftOut },
    )}
  </section>`;
}

export function suppressionsSection({ suppressions }: AlarmReport, wall: WallTime): Html {
  const { counts, overdue, list } = suppressions;
  return html`<section>
    <h2>Shelved, suppressed, on test</h2>
    <p>
      Events: ${number(counts.shelved)} shelved, ${number(counts['by-design'])} suppressed by design,
      ${number(counts['out-of-service'])} at sites on test, ${number(counts.storm)} kept back by storm mode. Sites on
      test: ${number(counts['on-test'])}. For longer than agreed: ${number(overdue)}.
    </p>
    ${
      list.rows.length === 0
        ? html``
        : table(
            list.rows,
            [
              { title: 'What', cell: ({ kind }) => SUPPRESSION_WORDS[kind] },
              {
                title: 'Event or site',
                cell: ({ title, site }) => (title === undefined ? site : `${title} (${site})`),
              },
              { title: 'By', cell: ({ by }) => orUnknown(by) },
              { title: 'Why', cell: ({ reason }) => reason },
              { title: 'Since', cell: ({ sinceMillis }) => wall.at(sinceMillis) },
              { title: 'To end', cell: ({ untilMillis }) => wall.at(untilMillis) },
              {
                title: 'Ended',
                cell: ({ endedAtMillis, overdue: isOverdue }) =>
                  html`${endedAtMillis === undefined ? 'not yet' : wall.at(endedAtMillis)}${isOverdue ? html` <span class="missed">overdue</span>` : html``}`,
              },
            ],
            { leftOut: list.leftOut },
          )
    }
  </section>`;
}
