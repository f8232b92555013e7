/** One setting that is wrong. `value` arrives shortened and with secrets masked. */
export interface ConfigurationProblem {
  readonly path: string;
  readonly value: string;
  readonly remedy: string;
}

export function failurePage(problems: readonly ConfigurationProblem[]): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Telltale: the configuration is wrong</title>
<link rel="stylesheet" href="/failure.css">
<main>
<p class="name">Telltale</p>
<h1>The configuration is wrong, so Telltale is not running.</h1>
<p>Nothing is being watched. Mend ${problems.length === 1 ? 'this' : `these ${problems.length} settings`}, then start Telltale again.</p>
<dl>
${problems.map(problemEntry).join('\n')}
</dl>
<p class="hint">To check before starting: <code>./bin/telltale check-config</code></p>
</main>
</html>
`;
}

function problemEntry({ path, value, remedy }: ConfigurationProblem): string {
  return `<dt><code>${escapeHtml(path)}</code></dt>
<dd class="value"><code>${escapeHtml(value)}</code></dd>
<dd>${escapeHtml(remedy)}</dd>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

export const FAILURE_STYLE = `
:root { color-scheme: light dark; --paper: #eceeef; --card: #f8f9f9; --ink: #1d2328; --quiet: #5b666f; --line: #d0d5d9; --alarm: #b3261e; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #1b1e21; --card: #23272b; --ink: #d6dade; --quiet: #98a2ab; --line: #363c42; --alarm: #f2837b; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 -apple-system, 'Segoe UI', Roboto, Ubuntu, Cantarell, 'Noto Sans', 'DejaVu Sans Condensed', system-ui, sans-serif; }
main { max-width: 44rem; margin: 12vh auto 4rem; padding: 0 1.5rem; }
h1 { margin: 0 0 1rem; font-size: 1.6rem; line-height: 1.25; font-weight: 600; text-wrap: balance; }
.name { margin: 0 0 .5rem; color: var(--quiet); font-weight: 600; }
dl { margin: 2rem 0; padding: .25rem 1.5rem; background: var(--card); border: 1px solid var(--line); border-left: 4px solid var(--alarm); border-radius: 4px; }
dt { margin-top: 1rem; font-weight: 600; overflow-wrap: anywhere; }
dd { margin: .15rem 0 0; overflow-wrap: anywhere; }
dd:not(.value) { margin-bottom: 1rem; }
.value, .hint { color: var(--quiet); }
code { font-family: ui-monospace, monospace; font-size: .92em; }
`;
