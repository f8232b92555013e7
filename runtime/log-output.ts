import type { DestinationStream } from 'pino';

/**
 * Standard output for the log. Whoever reads it may go away at any time; nothing else may end with them. pino's own destination tries
 * a closed pipe again and again for ever when the process is about to end, and holds everything up meanwhile.
 */
export function logOutput(): DestinationStream {
  const { stdout, stderr } = process;
  for (const output of [stdout, stderr]) {
    if (!output.listeners('error').includes(passOver)) output.on('error', passOver);
  }
  return { write: (line) => void stdout.write(line) };
}

/** A log that nobody reads. */
function passOver(): void {}
