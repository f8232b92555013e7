import { EmbeddedWorkingMemory } from './embedded-working-memory.ts';
import { describeWorkingMemory } from './working-memory-contract.ts';

describeWorkingMemory('embedded working memory', {
  create: async (limits) => new EmbeddedWorkingMemory(limits),
});
