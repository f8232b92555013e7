import { useState } from 'preact/hooks';
import type { SignalPageView, SignalView } from '../../server/api-schemas.ts';
import { fetchSignalsBefore, wordsFor } from '../api.ts';
import { Moment } from '../components/moment.tsx';
import { t, tn } from '../i18n/translate.ts';

const ROWS_AT_A_TIME = 200;

interface SignalListProps {
  readonly eventId: string;
  readonly signalCount: number;
  /** The latest, and where those before them are. */
  readonly latest: SignalPageView;
  readonly site: string;
  readonly nowMillis: number;
}

/** The signals in the order in which they came, the latest first shown; earlier ones are fetched on demand. */
export function SignalList({ eventId, signalCount, latest, site, nowMillis }: SignalListProps) {
  /** While somebody reads back the list stands still. */
  const [held, setHeld] = useState<SignalPageView>();
  const [rows, setRows] = useState(ROWS_AT_A_TIME);
  const [problem, setProblem] = useState<string>();
  const { signals, earlierBefore } = held ?? latest;
  const shown = signals.slice(-rows);
  const isMore = shown.length < signals.length || earlierBefore !== null;
  const showEarlier = async (): Promise<void> => {
    setRows(rows + ROWS_AT_A_TIME);
    setHeld(held ?? latest);
    if (rows + ROWS_AT_A_TIME <= signals.length || earlierBefore === null) return;
    try {
      const page = await fetchSignalsBefore(eventId, earlierBefore);
      const longer = { signals: [...page.signals, ...signals], earlierBefore: page.earlierBefore };
      // Whoever has gone back to the latest meanwhile stays there.
      setHeld((before) => (before?.earlierBefore === earlierBefore ? longer : before));
      setProblem(undefined);
    } catch (failure) {
      setProblem(wordsFor(failure));
    }
  };
  return (
    <section class="block" aria-label={t('event.signals')}>
      <h3>{tn('unit.signal', signalCount)}</h3>
      {isMore && (
        <p class="quiet">
          {t('event.latestShown', { count: shown.length })}{' '}
          <button type="button" onClick={() => void showEarlier()}>
            {t('event.earlierSignals')}
          </button>
        </p>
      )}
      {problem !== undefined && <p class="problem">{problem}</p>}
      <SignalEntries signals={shown} site={site} nowMillis={nowMillis} />
      {held !== undefined && (
        <button type="button" onClick={() => setHeld(undefined)}>
          {t('event.latestSignals')}
        </button>
      )}
    </section>
  );
}

interface SignalEntriesProps {
  readonly signals: readonly SignalView[];
  readonly site: string;
  readonly nowMillis: number;
}

function SignalEntries({ signals, site, nowMillis }: SignalEntriesProps) {
  return (
    <ol class="entries">
      {signals.map((signal, index) => (
        <li key={`${signal.id} ${index}`} class="entry">
          <Moment iso={signal.observedAt} site={site} nowMillis={nowMillis} />
          <span class="entry-text">
            <bdi>{signal.message || signal.type}</bdi>
            {signal.phase === 'left' && <span class="quiet"> {t('event.over')}</span>}
            <span class="entry-note" title={signal.id}>
              {t(`kind.${signal.kind}`)} · <bdi>{signal.sensor}</bdi>
            </span>
          </span>
        </li>
      ))}
    </ol>
  );
}
