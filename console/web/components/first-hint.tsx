import type { ConsoleState } from '../state.ts';
import { showsOnlyDemonstration } from '../status-words.ts';
import { CopyButton } from './copy-button.tsx';

const FIRST_READING = 'mosquitto_pub -t telltale/lab/s1/temperature -m 21.5';

/** For whoever has just started Telltale; gone as soon as anything of their own arrives. */
export function FirstHint({ state: { status } }: { readonly state: ConsoleState }) {
  if (status === undefined || !showsOnlyDemonstration(status)) return null;
  return (
    <aside class="first-hint" aria-label="First steps">
      <span>These are demonstration events. Publish your own:</span>
      <span class="first-hint-command">
        <code>{FIRST_READING}</code>
        <CopyButton text={FIRST_READING} />
      </span>
      <span class="first-hint-off">
        To switch the demonstration off, start with <code>TELLTALE_DEMO=0</code>.
      </span>
    </aside>
  );
}
