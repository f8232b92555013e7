/** Told apart by their pattern, not by their pitch alone: hertz of each tone, in order. */
const PATTERNS = {
  P1: [880, 660, 880, 660, 880],
  P2: [520, 660],
  lost: [330, 330, 330],
  trial: [660],
} as const;

export type Pattern = keyof typeof PATTERNS;

const TONE_SECONDS = 0.18;
const GAP_SECONDS = 0.06;
const LOUDNESS = 0.2;

export function playPattern(audio: AudioContext, pattern: Pattern): void {
  PATTERNS[pattern].forEach((hertz, index) => {
    const from = audio.currentTime + index * (TONE_SECONDS + GAP_SECONDS);
    const tone = new OscillatorNode(audio, { frequency: hertz, type: 'triangle' });
    const gain = new GainNode(audio, { gain: LOUDNESS });
    tone.connect(gain).connect(audio.destination);
    tone.start(from);
    tone.stop(from + TONE_SECONDS);
  });
}
