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
  return html`<div class="scroll" role="group" tabindex="0" aria-label="${caption ?? columns[0]?.title ?? ''}">
      <table>
        ${
          caption === undefined
            ? html``
            : html`<caption>
                ${caption}
              </caption>`
        }
        <thead>
          <tr>
            ${columns.map((column) => headOf(column, classOf(column)))}
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
    </div>
    ${leftOut > 0 ? html`<p class="note">and ${leftOut} more, not shown here</p>` : html``}`;
}

/** Columns of bars have no name: what they show stands in words beside them. */
function headOf<Row>({ title }: TableColumn<Row>, given: Html): Html {
  return title === '' ? html`<td></td>` : html`<th scope="col" ${given}>${title}</th>`;
}
