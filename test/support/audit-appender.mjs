/**
 * Appends for ever, four calls at a time, and says on a line of its own what became of each: `ok <n>` or
 * `failed <n>`. To be killed. Arguments: URL of the compiled audit trail, its file, the first n.
 */
import { writeSync } from 'node:fs';

const [moduleUrl, file, first] = process.argv.slice(2);
const { openThreadedAuditTrail } = await import(moduleUrl);
const trail = openThreadedAuditTrail(file, { workerUrl: new URL('./audit-writer-thread.js', moduleUrl) });
let next = Number(first);

async function appendForEver() {
  for (;;) {
    const n = next;
    next += 1;
    const outcome = await trail.append(entriesOf(n)).then(
      () => 'ok',
      () => 'failed',
    );
    writeSync(1, `${outcome} ${n}\n`);
  }
}

/** A signal `s<n>` and the event `e<n>` that it opened. */
function entriesOf(n) {
  const atMillis = 1_700_000_000_000 + n;
  const place = { site: 'lab', sensor: 'door-4', class: 'intrusion' };
  const times = { observedAtMillis: atMillis, receivedAtMillis: atMillis };
  const message = 'motion at door 4 '.repeat(20);
  const signal = { ...place, ...times, id: `s${n}`, kind: 'device-alarm', type: 'motion', phase: 'entered', message };
  const event = {
    ...place,
    id: `e${n}`,
    version: 1,
    title: message,
    state: 'new',
    openedAtMillis: atMillis,
    changedAtMillis: atMillis,
    activeSignalKeys: ['door-4/motion'],
    signalCount: 1,
    signals: [signal],
    highestScore: 0,
  };
  return [
    { kind: 'signal', atMillis, eventId: event.id, signal },
    { kind: 'event', atMillis, event },
  ];
}

await Promise.all([appendForEver(), appendForEver(), appendForEver(), appendForEver()]);
