import type { AlarmReport } from '../../core/alarm-report.ts';
import { html, type Html } from './html.ts';
import { atAGlance } from './glance-section.ts';
import { answersSection, dispositionsSection, escalationsSection, falseCallsSection } from './people-sections.ts';
import { floodsSection, loadSection, prioritiesSection } from './load-sections.ts';
import { REPORT_STYLE } from './report-style.ts';
import { nuisanceSections, suppressionsSection } from './source-sections.ts';
import { duration, WallTime } from './words.ts';

export interface ReportPageOptions {
  /** Where the style sheet is; in the page itself where none is given. */
  readonly styleHref?: string;
  /** The same report as JSON and CSV. */
  readonly links?: readonly { readonly href: string; readonly title: string }[];
}

/** The report as a page without scripts, that prints on A4. */
export function reportToHtml(report: AlarmReport, { styleHref, links = [] }: ReportPageOptions = {}): string {
  const wall = new WallTime(report.period.zone);
  const style =
    styleHref === undefined
      ? { html: `<style>${REPORT_STYLE}</style>` }
      : html`<link rel="stylesheet" href="${styleHref}" />`;
  const title = `Alarm report, ${wall.at(report.period.fromMillis)} to ${wall.at(report.period.untilMillis)}`;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        ${style}
        ${styleHref === undefined ? html`` : html`<link rel="icon" href="/favicon.svg" type="image/svg+xml" />`}
      </head>
      <body>
        <main>
          ${headOf(report, wall)}
          ${links.length === 0 ? html`` : html`<nav>${links.map((link) => html`<a href="${link.href}">${link.title}</a>`)}</nav>`}
          ${report.period.empty ? emptyOf(report, wall) : sectionsOf(report, wall)}
        </main>
      </body>
    </html> `.html;
}

function headOf({ period }: AlarmReport, wall: WallTime): Html {
  const { operators, operatorsAre } = period;
  const positions = operators === 1 ? 'one operator position' : `${operators} operator positions`;
  return html`<h1>Alarm report</h1>
    <p class="lead">
      ${wall.at(period.fromMillis)} to ${wall.at(period.untilMillis)} (${period.zone}), ${duration(period.seconds)};
      ${positions}, ${operatorsAre === 'counted' ? 'counted from who acted' : 'as set'}.
    </p>`;
}

function emptyOf(report: AlarmReport, wall: WallTime): Html {
  return html`<p><strong>Nothing happened in this period:</strong> no signal arrived, no event was opened or closed.</p>
    ${report.falseCalls.list.rows.length === 0 ? html`` : falseCallsSection(report, wall)}
    ${report.stale.alarms === 0 && report.suppressions.list.rows.length === 0 ? html`` : stillThere(report, wall)}`;
}

function stillThere(report: AlarmReport, wall: WallTime): Html {
  return html`${nuisanceSections(report, wall)}${suppressionsSection(report, wall)}`;
}

function sectionsOf(report: AlarmReport, wall: WallTime): Html {
  return html`${atAGlance(report, wall)} ${loadSection(report, wall)} ${floodsSection(report, wall)}
    ${prioritiesSection(report)} ${nuisanceSections(report, wall)} ${suppressionsSection(report, wall)}
    ${answersSection(report)} ${escalationsSection(report, wall)} ${dispositionsSection(report)}
    ${falseCallsSection(report, wall)}
    <p class="note">How each figure is defined, and where its limit comes from: docs/specs/alarm-report.md.</p>`;
}
