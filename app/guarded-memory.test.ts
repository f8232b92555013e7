import { describe, expect, it } from 'vitest';
import { Failure } from '../core/failure.ts';
import { Guard } from '../runtime/guard.ts';
import { EmbeddedWorkingMemory } from '../storage/memory/embedded-working-memory.ts';
import { describeWorkingMemory } from '../storage/memory/working-memory-contract.ts';
import { GuardedMemory } from './guarded-memory.ts';

class HangingMemory extends EmbeddedWorkingMemory {
  asked = 0;

  override async putEvents(): Promise<void> {
    this.asked += 1;
    throw new Failure('no answer', { reason: 'timeout', retryable: true, remedy: 'wait' });
  }
}

describeWorkingMemory('working memory behind a breaker', {
  create: async (limits) => new GuardedMemory(new EmbeddedWorkingMemory(limits), new Guard({ name: 'Redis' })),
});

describe('a working memory behind a breaker', () => {
  it('is asked a few times and then left alone for a while', async () => {
    const memory = new HangingMemory();
    const guarded = new GuardedMemory(memory, new Guard({ name: 'Redis', breakAfterFailures: 3 }));
    for (let n = 0; n < 10; n += 1) await expect(guarded.putEvents([])).rejects.toThrow(Failure);
    expect(memory.asked).toBe(3);
  });
});
