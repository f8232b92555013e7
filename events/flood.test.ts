import { describe, expect, it, vi } from 'vitest';
import { AuditConflict, type AuditEntry } from '../core/ports/audit-trail.ts';
import { signal, startDesk } from './testing/make-desk.ts';
import { RecordingTrail } from './testing/recording-trail.ts';

interface HeldCommit {
  readonly signals: number;
  readonly goOn: () => void;
  readonly fail: (cause: Error) => void;
}

/** Each commit waits until it is let go on or fails. */
class HoldingTrail extends RecordingTrail {
  readonly held: HeldCommit[] = [];
  /** How many signals have been asked about: each is, when it is decided. */
  asked = 0;

  override async append(entries: readonly AuditEntry[]): Promise<void> {
    const signals = entries.filter(({ kind }) => kind === 'signal').length;
    await new Promise<void>((resolve, reject) => {
      this.held.push({ signals, goOn: resolve, fail: reject });
    });
    await super.append(entries);
  }

  override async knownSignalIds(ids: readonly string[]): Promise<ReadonlySet<string>> {
    this.asked += ids.length;
    return await super.knownSignalIds(ids);
  }

  async nextHeld(): Promise<HeldCommit> {
    await vi.waitUntil(() => this.held.length > 0, { interval: 1 });
    const [commit] = this.held.splice(0, 1);
    if (commit === undefined) throw new Error('nothing is being committed');
    return commit;
  }
}

/** Some thousand signals of one cause. The first thousand is being committed, and the rest is decided upon it. */
async function startFlood(ids: readonly string[]) {
  const trail = new HoldingTrail();
  const { desk } = await startDesk(trail);
  const flood = desk.signals(ids.map((id) => signal(id)));
  const committing = await trail.nextHeld();
  await vi.waitUntil(() => trail.asked === ids.length, { interval: 1 });
  expect(committing.signals).toBe(1000);
  return { desk, trail, flood, committing };
}

function numbered(count: number): readonly string[] {
  return Array.from({ length: count }, (_, n) => `s${n}`);
}

describe('a flood', () => {
  it('is decided upon what is being committed, and shown after its own commit', async () => {
    const { desk, trail, flood, committing } = await startFlood(numbered(6000));
    expect(desk.openEvents()).toEqual([]);
    expect(trail.held).toEqual([]);
    committing.goOn();
    const next = await trail.nextHeld();
    expect(next.signals).toBe(5000);
    expect(desk.openEvents()).toMatchObject([{ signalCount: 1000, version: 1 }]);
    next.goOn();
    await flood;
    expect(desk.openEvents()).toMatchObject([{ signalCount: 6000, version: 2 }]);
  });

  it('knows again what is being committed', async () => {
    const { desk, trail, flood, committing } = await startFlood([...numbered(1000), ...numbered(3000)]);
    committing.goOn();
    const next = await trail.nextHeld();
    expect(next.signals).toBe(2000);
    next.goOn();
    await flood;
    expect(desk.openEvents()).toMatchObject([{ signalCount: 3000 }]);
  });

  it('is decided again where another process was faster, with what was asked before', async () => {
    const { desk, trail, flood, committing } = await startFlood(numbered(6000));
    committing.fail(new AuditConflict('already recorded'));
    for (const signals of [1000, 5000]) {
      const again = await trail.nextHeld();
      expect(again.signals).toBe(signals);
      again.goOn();
    }
    await flood;
    expect(desk.openEvents()).toMatchObject([{ id: 'id0-1', signalCount: 6000, version: 2 }]);
  });

  it('goes on without what could not be written, and says so to whoever brought that', async () => {
    const { desk, trail, flood, committing } = await startFlood(numbered(6000));
    committing.fail(new Error('the disk is full'));
    await expect(flood).rejects.toThrow('the disk is full');
    (await trail.nextHeld()).goOn();
    await desk.caughtUp();
    expect(desk.openEvents()).toMatchObject([{ signalCount: 5000, version: 1 }]);
  });
});
