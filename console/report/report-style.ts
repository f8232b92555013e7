/** Black on white on A4 and by day, light on dark by night; greys carry nothing that is not written beside them. */
export const REPORT_STYLE = `
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0; background: #fff; color: #111; font: 15px/1.45 -apple-system, 'Segoe UI', Roboto, Ubuntu, Cantarell, 'Noto Sans', 'DejaVu Sans', system-ui, sans-serif; }
main { max-width: 60rem; margin: 2rem auto 4rem; padding: 0 1.5rem; }
h1 { margin: 0 0 .25rem; font-size: 1.7rem; line-height: 1.2; }
h2 { margin: 2.4rem 0 .6rem; padding-bottom: .2rem; border-bottom: 2px solid #111; font-size: 1.2rem; line-height: 1.3; }
h3, caption { margin: 1.2rem 0 .3rem; font-size: 1rem; font-weight: 600; line-height: 1.3; text-align: left; }
caption { padding: .8rem 0 .3rem; }
p { margin: .3rem 0 .8rem; }
.lead, .note { color: #444; }
.note { font-size: .87rem; }
td .note { font-size: inherit; }
nav a { margin-right: 1rem; color: #111; }
table { width: 100%; margin: 0 0 .8rem; border-collapse: collapse; font-size: .87rem; font-variant-numeric: tabular-nums; }
th, td { padding: .28rem .5rem; border-bottom: 1px solid #ccc; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
th { border-bottom: 1px solid #111; font-weight: 600; overflow-wrap: normal; }
th:first-child, td:first-child { padding-left: 0; }
.number { text-align: right; }
td:not(.number) { min-width: 6em; }
td.number { white-space: nowrap; overflow-wrap: normal; }
.missed { font-weight: 700; }
svg.bar { display: block; width: 7rem; height: .65rem; margin: .3rem 0; border: 1px solid #666; }
svg.chart { display: block; width: 100%; height: auto; margin: .6rem 0; }
svg.chart text { font: 11px sans-serif; fill: #444; }
svg.chart text.left { text-anchor: end; }
.ink, .overloaded { fill: #222; }
.manageable { fill: #999; }
.acceptable { fill: #eee; }
.axis { stroke: #111; }
.limit { stroke: #111; stroke-dasharray: 5 4; }
@media screen and (max-width: 50rem) {
  .scroll { overflow-x: auto; }
  td, th { overflow-wrap: normal; min-width: 4rem; }
  td:first-child, th:first-child { min-width: 9rem; }
  main { padding: 0 1rem; margin-top: 1rem; }
}
@media screen and (prefers-color-scheme: dark) {
  :root { color-scheme: dark; }
  body { background: #15181a; color: #d3d8dc; }
  h2, th, td { border-color: #444c52; }
  .lead, .note { color: #929da6; }
  nav a { color: inherit; }
  svg.bar { border-color: #6b7780; }
  svg.chart text { fill: #929da6; }
  .ink, .overloaded { fill: #d3d8dc; }
  .manageable { fill: #87939c; }
  .acceptable { fill: #2c3236; }
  .axis, .limit { stroke: #929da6; }
}
@page { size: A4; margin: 14mm 13mm; }
@media print {
  body { font-size: 10pt; }
  main { max-width: none; margin: 0; padding: 0; }
  nav { display: none; }
  table { font-size: 8pt; }
  th, td { padding: .2rem .3rem; }
  svg.bar { width: 5rem; }
  h2, h3, caption { break-after: avoid; }
  thead { display: table-header-group; }
  tr, svg { break-inside: avoid; }
}
`;
