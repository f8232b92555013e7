const MAX_LENGTH = 64;

/** A machine's name as a sensor's name: letters, digits, dot, dash and underscore, bounded, never empty. */
export function sensorName(hostname: string): string {
  const plain = hostname.replace(/[^A-Za-z0-9._-]+/g, '-').slice(0, MAX_LENGTH);
  return plain === '' ? 'host' : plain;
}
