import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { Acting } from '../act.ts';
import type { ConsoleState, Happening } from '../state.ts';
import { ConsoleStore } from '../store.ts';

/** What the live stream has told so far, on whatever page one is. */
export interface Live {
  readonly state: ConsoleState;
  readonly store: ConsoleStore;
  readonly tell: (happening: Happening) => void;
  readonly acting: Acting;
}

export function makeLive(): Omit<Live, 'state'> {
  const store = new ConsoleStore();
  return { store, tell: store.tell, acting: new Acting(store) };
}

export const LiveContext = createContext<Live | undefined>(undefined);

export function useLive(): Live {
  const live = useContext(LiveContext);
  if (live === undefined) throw new Error('nothing is live outside of the shell');
  return live;
}
