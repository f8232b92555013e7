import { useState } from 'preact/hooks';
import { AGE_BAND_SECONDS } from '../../../server/supervisor/age-bands.ts';
import type { BoardView, WorkView } from '../../../server/supervisor/supervisor-schemas.ts';
import { ageOf } from '../../format.ts';
import { t } from '../../i18n/translate.ts';
import { EventLine, LeftOut } from './parts.tsx';

interface WorkTableProps {
  readonly board: BoardView;
  readonly nowMillis: number;
}

/** Open work by who has it and how old it is; a name opens what they have. */
export function WorkTable({ board, nowMillis }: WorkTableProps) {
  const ages = AGE_BAND_SECONDS.map((seconds) => `< ${roundAge(seconds)}`);
  const eldest = `≥ ${roundAge(AGE_BAND_SECONDS.at(-1) ?? 0)}`;
  return (
    <div class="board-scroll" role="group" aria-label={t('supervisor.work')} tabIndex={0}>
      <table class="board-table">
        <thead>
          <tr>
            <th scope="col">{t('supervisor.who')}</th>
            <th scope="col">{t('supervisor.events')}</th>
            {[...ages, eldest].map((age) => (
              <th key={age} scope="col" class="board-age">
                {age}
              </th>
            ))}
            <th scope="col">{t('supervisor.oldest')}</th>
            <th scope="col">{t('supervisor.escalated')}</th>
          </tr>
        </thead>
        <tbody>
          <WorkRow name={t('supervisor.nobody')} note="" work={board.waiting} nowMillis={nowMillis} />
          {board.people.map((person) => (
            <WorkRow
              key={person.person}
              name={person.person}
              note={person.signedOnSince === null ? t('supervisor.notSignedOn') : ''}
              work={person}
              nowMillis={nowMillis}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface WorkRowProps {
  readonly name: string;
  readonly note: string;
  readonly work: WorkView;
  readonly nowMillis: number;
}

function WorkRow({ name, note, work, nowMillis }: WorkRowProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <tr>
        <th scope="row">
          <button type="button" class="row-button" aria-expanded={open} onClick={() => setOpen(!open)}>
            <bdi>{name}</bdi>
          </button>
          {note !== '' && <span class="board-note">{note}</span>}
        </th>
        <td>{work.total}</td>
        {work.ages.map((count, band) => (
          <td key={band} class="board-age" data-none={count === 0}>
            {count}
          </td>
        ))}
        <td>{work.oldestAt === null ? '' : ageOf(work.oldestAt, nowMillis)}</td>
        <td class={work.escalated > 0 ? 'abnormal' : undefined}>{work.escalated}</td>
      </tr>
      {open && (
        <tr>
          <td colSpan={work.ages.length + 4} class="board-work">
            <ul class="event-lines">
              {work.items.map((item) => (
                <EventLine key={item.id} item={item} nowMillis={nowMillis}>
                  {item.state === 'parked' && <span>{t('supervisor.parked')}</span>}
                  {item.escalatedAt !== null && <span class="abnormal">{t('supervisor.escalated')}</span>}
                </EventLine>
              ))}
            </ul>
            {work.total === 0 && <p class="quiet">{t('supervisor.none')}</p>}
            <LeftOut count={work.leftOut} />
          </td>
        </tr>
      )}
    </>
  );
}

function roundAge(seconds: number): string {
  return seconds < 3600 ? `${seconds / 60} min` : `${seconds / 3600} h`;
}
