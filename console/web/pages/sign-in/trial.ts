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
    work().then(
      () => {
        setBusy(false);
        onDone();
      },
      (cause: unknown) => {
        setBusy(false);
        setRefusal(wordsFor(cause));
      },
    );
  };
  return { busy, refusal, submit };
}
