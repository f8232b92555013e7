import type { HistoryEntry } from '../../server/api-schemas.ts';
import { withoutSuperseded } from '../what-was-done.ts';
import { Moment } from './moment.tsx';

interface EventHistoryProps {
  readonly history: readonly HistoryEntry[];
  readonly nowMillis: number;
}

export function EventHistory({ history, nowMillis }: EventHistoryProps) {
  const entries = withoutSuperseded(history);
  return (
    <section class="block" aria-label="What was done">
      <h3>What was done</h3>
      {entries.length === 0 ? (
        <p class="quiet">Nothing yet.</p>
      ) : (
        <ol class="entries">
          {entries.map((entry, index) => (
            <li key={index} class="entry">
              <Moment iso={entry.at} nowMillis={nowMillis} />
              <span class="entry-text">
                <bdi>{words(entry)}</bdi>
              </span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

const DONE: Readonly<Record<Extract<HistoryEntry, { what: 'action' }>['kind'], string>> = {
  take: 'took charge',
  release: 'gave it back',
  start: 'began to work on it',
  pause: 'paused it',
  resume: 'went on with it',
  park: 'parked it',
  close: 'closed it',
  reopen: 'opened it again',
  'hand-over': 'handed it over',
  merge: 'merged it into another event',
  unmerge: 'took it out of the other event',
  shelve: 'shelved it',
  unshelve: 'brought it back',
  note: 'noted',
  remind: 'reminded of it',
  escalate: 'escalated it',
  undo: 'took the last action back',
};

function words(entry: HistoryEntry): string {
  switch (entry.what) {
    case 'action': {
      const ending = [entry.disposition, entry.reason].filter((part) => part !== null).join(', ');
      return `${entry.by} ${DONE[entry.kind]}${ending === '' ? '' : `: ${ending}`}`;
    }
    case 'message':
      return `Message “${entry.kind}” by ${entry.notifier}: ${entry.outcome}${entry.detail === null ? '' : `, ${entry.detail}`}`;
  }
}
