import { describe, expect, it } from 'vitest';
import type { Address } from './addresses.ts';
import { clockFinding } from './clock.ts';
import { diskFinding } from './machine.ts';
import { reachFinding, type Reached } from './reach.ts';

const NOW = Date.parse('2026-11-22T10:00:00Z');
const GB = 1e9;
const ADDRESS: Address = { part: 'redisUrl', host: 'cache', port: 6379, isTls: true, origin: undefined };

describe('the doctor calls', () => {
  it.each([
    [50 * GB, 'ok'],
    [3 * GB, 'warn'],
    [0.05 * GB, 'fail'],
  ])('a disk of 100 GB with %d bytes free %s', (freeBytes, outcome) => {
    expect(diskFinding({ freeBytes, sizeBytes: 100 * GB })).toMatchObject({ outcome });
  });

  it.each([
    [0, 'ok', 'as that of a'],
    [-2900, 'ok', 'as that of a'],
    [30_000, 'warn', '30 s behind a'],
    [-120_000, 'fail', '120 s ahead of a'],
  ])('a clock that a server says to differ by %d ms %s', (aheadMillis, outcome, detail) => {
    expect(clockFinding([{ server: 'a', aheadMillis }], NOW)).toMatchObject({ outcome, detail });
  });

  it('a clock well that most servers agree with, and one that nothing can be compared with', () => {
    const differences = [0, 90_000, 100].map((aheadMillis) => ({ server: 's', aheadMillis }));
    expect(clockFinding(differences, NOW)).toMatchObject({ outcome: 'ok' });
    expect(clockFinding([], NOW)).toMatchObject({ outcome: 'ok', detail: expect.stringContaining('no server') });
  });

  it.each<[string, Reached, object]>([
    [
      'a server that answers well',
      { isReached: true, certificate: { untilMillis: NOW + 90 * 86_400_000, distrust: undefined } },
      { outcome: 'ok', detail: 'cache:6379 answers, its certificate lasts until 2027-02-20' },
    ],
    [
      'a certificate that ends next week worth a look',
      { isReached: true, certificate: { untilMillis: NOW + 7 * 86_400_000, distrust: undefined } },
      { outcome: 'warn', detail: 'cache:6379 answers; its certificate ends on 2026-11-29' },
    ],
    [
      'a certificate nobody vouches for worth a look',
      { isReached: true, certificate: { untilMillis: NOW, distrust: 'SELF_SIGNED_CERT_IN_CHAIN' } },
      { outcome: 'warn', detail: expect.stringContaining('SELF_SIGNED_CERT_IN_CHAIN') },
    ],
    [
      'a closed port a failure',
      { isReached: false, code: 'ECONNREFUSED' },
      { outcome: 'fail', remedy: 'start the server, or correct the port' },
    ],
    [
      'a name nobody knows a failure',
      { isReached: false, code: 'ENOTFOUND' },
      { outcome: 'fail', remedy: expect.stringContaining('name of the host') },
    ],
  ])('%s', (_what, reached, expected) => {
    expect(reachFinding(ADDRESS, reached, NOW)).toMatchObject({ part: 'redisUrl', ...expected });
  });
});
