import { useState } from 'preact/hooks';
import { wordsFor } from '../../api.ts';

/** A form that is sent at most once at a time, and what the server said against it. */
export function useTrial(onDone: () => void): {
  readonly busy: boolean;
  readonly refusal: string;
  readonly submit: (event: Event, work: () => Promise<void>) => void;
} {
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState('');
  const submit = (event: Event, work: () => Promise<void>): void => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setRefusal('');
    void tried(work).then((words) => {
      setBusy(false);
      setRefusal(words ?? '');
      return words === undefined ? onDone() : undefined;
    });
  };
  return { busy, refusal, submit };
}

/** What the server said against it, if it did. */
async function tried(work: () => Promise<void>): Promise<string | undefined> {
  try {
    await work();
    return undefined;
  } catch (cause) {
    return wordsFor(cause);
  }
}
