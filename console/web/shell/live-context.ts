import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { initialState, type ConsoleState, type Happening } from '../state.ts';

/** What the live stream has told so far, on whatever page one is. */
export interface Live {
  readonly state: ConsoleState;
  readonly tell: (happening: Happening) => void;
}

export const LiveContext = createContext<Live>({ state: initialState(0, 0), tell: () => undefined });

export function useLive(): Live {
  return useContext(LiveContext);
}
