import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { EventSummary } from '../../server/api-schemas.ts';
import type { ConsoleState } from '../state.ts';
import { playPattern, type Pattern } from './tones.ts';

export type SoundState = 'off' | 'armed' | 'sounding';

export interface AlarmSound {
  readonly state: SoundState;
  /** By a click or a key: browsers let no page sound before one. */
  readonly toggle: () => void;
  /** Ends the sound. Nobody has taken anything by that. */
  readonly silence: () => void;
}

const REPEAT_MILLIS = 4000;

/** Sounds for each new event of the two gravest bands until somebody takes it or silences it, and when the connection is lost. */
export function useAlarmSound(state: ConsoleState): AlarmSound {
  const [armedAt, setArmedAt] = useState<number>();
  const [silenced, setSilenced] = useState<ReadonlySet<string>>(new Set());
  const context = useRef<AudioContext>(undefined);
  const calling = useMemo(
    () => (armedAt === undefined ? [] : callingEvents(state, armedAt).filter(({ id }) => !silenced.has(id))),
    [state.list, armedAt, silenced],
  );
  const isLost = armedAt !== undefined && state.link === 'lost';
  const pattern: Pattern | undefined = isLost ? 'lost' : patternOf(calling);
  useEffect(() => {
    const audio = context.current;
    if (pattern === undefined || audio === undefined) return;
    playPattern(audio, pattern);
    const timer = setInterval(() => playPattern(audio, pattern), REPEAT_MILLIS);
    return () => clearInterval(timer);
  }, [pattern]);
  return {
    state: armedAt === undefined ? 'off' : pattern === undefined ? 'armed' : 'sounding',
    toggle: () => {
      if (armedAt !== undefined) {
        setArmedAt(undefined);
        return;
      }
      context.current ??= new AudioContext();
      void context.current.resume();
      playPattern(context.current, 'trial');
      setArmedAt(state.nowMillis);
    },
    silence: () => setSilenced(new Set(calling.map(({ id }) => id))),
  };
}

function callingEvents({ list }: ConsoleState, armedAt: number): readonly EventSummary[] {
  const calling: EventSummary[] = [];
  for (const event of list.events.values()) {
    const isGrave = event.band === 'P1' || event.band === 'P2';
    const waits = event.state === 'new' && event.suppression === null && !event.demo;
    if (isGrave && waits && Date.parse(event.openedAt) >= armedAt) calling.push(event);
  }
  return calling;
}

function patternOf(calling: readonly EventSummary[]): Pattern | undefined {
  if (calling.length === 0) return undefined;
  return calling.some(({ band }) => band === 'P1') ? 'P1' : 'P2';
}
