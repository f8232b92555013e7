import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { LIKELIHOOD_BANDS, type Likelihood } from '../core/likelihood.ts';
import { makeDesk, signal } from './testing/make-desk.ts';

const likelihoods: fc.Arbitrary<Likelihood | undefined> = fc.option(
  fc.record({
    probability: fc.double({ min: 0, max: 1, noNaN: true }),
    band: fc.constantFrom(...LIKELIHOOD_BANDS),
    model: fc.constant('any'),
    reasons: fc.constant([]),
    sentence: fc.string(),
  }),
  { nil: undefined },
);

it('no event leaves the queue by what a model says of it, and each keeps what was said in the trail', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(likelihoods, { maxLength: 30 }), async (said) => {
      let asked = 0;
      const { desk, trail } = makeDesk(undefined, undefined, {
        opened: () => said[(asked += 1) - 1],
        joined: (likelihood) => likelihood,
      });
      await desk.start();
      const signals = said.map((_, index) => signal(`s${index}`, { sensor: `door ${index}` }));
      await desk.signals(signals);
      await desk.signals(said.map((_, index) => signal(`again ${index}`, { sensor: `door ${index}` })));
      expect(desk.openEvents().map(({ likelihood }) => likelihood)).toEqual(said);
      const recorded = trail.rows.flatMap((row) => (row.kind === 'event' ? [row.event] : []));
      expect(recorded.slice(0, said.length).map(({ likelihood }) => likelihood)).toEqual(said);
    }),
    { numRuns: 50 },
  );
});
