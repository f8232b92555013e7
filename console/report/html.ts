/** A piece of a page: text that is HTML already. Whatever comes from outside goes through `text`. */
export interface Html {
  readonly html: string;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function text(value: string | number): Html {
  return { html: String(value).replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? character) };
}

/** Markup in which every value is escaped, unless it is `Html`. */
export function html(
  strings: TemplateStringsArray,
  ...values: readonly (string | number | Html | readonly Html[])[]
): Html {
  let made = strings[0] ?? '';
  for (const [at, value] of values.entries()) made += markupOf(value) + (strings[at + 1] ?? '');
  return { html: made };
}

function markupOf(value: string | number | Html | readonly Html[]): string {
  if (typeof value === 'string' || typeof value === 'number') return text(value).html;
  return 'html' in value ? value.html : value.map((each) => each.html).join('');
}

export interface TableColumn<Row> {
  readonly title: string;
  readonly cell: (row: Row) => string | number | Html;
  readonly isNumber?: boolean;
}

export interface TableOptions {
  readonly caption?: string;
  /** Rows that the report left out. */
  readonly leftOut?: number;
  /** What to say instead of a table without rows. */
  readonly none?: string;
}

export function table<Row>(
  rows: readonly Row[],
  columns: readonly TableColumn<Row>[],
  { caption, leftOut = 0, none = 'None.' }: TableOptions = {},
): Html {
  if (rows.length === 0)
    return caption === undefined
      ? html`<p>${none}</p>`
      : html`<h3>${caption}</h3>
          <p>${none}</p>`;
  const classOf = ({ isNumber }: TableColumn<Row>) => (isNumber === true ? html` class="number"` : html``);
  return html`<table>
      ${
        caption === undefined
          ? html``
          : html`<caption>
              ${caption}
            </caption>`
      }
      <thead>
        <tr>
          ${columns.map((column) => html`<th scope="col" ${classOf(column)}>${column.title}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              ${columns.map((column) => html`<td${classOf(column)}>${column.cell(row)}</td>`)}
            </tr> `,
        )}
      </tbody>
    </table>
    ${leftOut > 0 ? html`<p class="note">and ${leftOut} more, not shown here</p>` : html``}`;
}
