import type { ComponentChildren } from 'preact';

interface TableProps {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly {
    readonly key: string;
    readonly isAbnormal: boolean;
    readonly cells: readonly ComponentChildren[];
  }[];
}

/** One kind of part, a row each; what is abnormal is told by its words and marked. */
export function HealthTable({ title, columns, rows }: TableProps) {
  return (
    <section class="health-section">
      <h2>{title}</h2>
      <div class="health-scroll" role="region" aria-label={title} tabIndex={0}>
        <table class="health-table">
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, isAbnormal, cells: [name, ...cells] }) => (
              <tr key={key} data-abnormal={isAbnormal}>
                <th scope="row">{name}</th>
                {cells.map((cell, index) => (
                  <td key={columns[index + 1]}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
