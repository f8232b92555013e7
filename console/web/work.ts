import { useEffect, useState } from 'preact/hooks';
import { wordsFor } from './api.ts';

/** What the server holds, asked for again by `reload`; and what it said against it. */
export function useAnswer<T>(load: () => Promise<T>): {
  readonly answer: T | undefined;
  readonly refusal: string;
  readonly reload: () => void;
} {
  const [answer, setAnswer] = useState<T>();
  const [refusal, setRefusal] = useState('');
  const [round, setRound] = useState(0);
  useEffect(() => {
    let isWanted = true;
    load().then(
      (loaded) => isWanted && setAnswer(loaded),
      (cause: unknown) => isWanted && setRefusal(wordsFor(cause)),
    );
    return () => {
      isWanted = false;
    };
  }, [round]);
  return { answer, refusal, reload: () => setRound((count) => count + 1) };
}

/** One piece of work at a time, with what came of it in words. */
export function useWork(): {
  readonly busy: boolean;
  readonly outcome: string;
  readonly run: (work: () => Promise<string>) => void;
} {
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState('');
  const run = (work: () => Promise<string>): void => {
    setBusy(true);
    setOutcome('');
    void wordsOf(work).then((words) => {
      setBusy(false);
      setOutcome(words);
      return undefined;
    });
  };
  return { busy, outcome, run };
}

async function wordsOf(work: () => Promise<string>): Promise<string> {
  try {
    return await work();
  } catch (cause) {
    return wordsFor(cause);
  }
}
