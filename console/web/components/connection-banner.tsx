import { formatAge } from '../format.ts';
import type { ConsoleState } from '../state.ts';

/** Loud: what stands on the page may be old. Always in the document, so that it is announced when it fills. */
export function ConnectionBanner({ state }: { readonly state: ConsoleState }) {
  return (
    <div class="connection-banner" role="alert">
      {state.link === 'lost' && (
        <p>
          <strong>Reconnecting…</strong> No word from Telltale for{' '}
          <span class="number">{formatAge(performance.now() - state.heardAtMillis)}</span>. What you see is old and may
          be wrong.
        </p>
      )}
    </div>
  );
}
