import { describe, expect, it } from 'vitest';
import { DISPOSITIONS } from '../../core/action.ts';
import { REASON_CODES } from '../../core/reason-code.ts';
import { reasonsOf, wishOf, type Dialog } from './dialogs.ts';

function closing(chosen: string): Dialog {
  return { kind: 'close', eventIds: ['e'], chosen, glanced: true, serial: 1, offered: undefined };
}

describe('closing in two keys', () => {
  it.each(DISPOSITIONS)('as %s has a code for each reason that has a digit', (disposition) => {
    const reasons = reasonsOf(closing(disposition));
    expect(reasons).toHaveLength(REASON_CODES[disposition].length);
    const wishes = reasons.map((reason) => wishOf(closing(disposition), reason, 0));
    expect(wishes).toEqual(
      reasons.map((reason, at) => {
        const reasonCode = REASON_CODES[disposition][at];
        return { kind: 'action', action: { kind: 'close', disposition, reasonCode, reason } };
      }),
    );
  });

  it('with other words, or none, has no code', () => {
    expect(wishOf(closing('false'), ' a kite ', 0)).toEqual({
      kind: 'action',
      action: { kind: 'close', disposition: 'false', reason: 'a kite' },
    });
    expect(wishOf(closing('false'), '', 0)).toEqual({
      kind: 'action',
      action: { kind: 'close', disposition: 'false' },
    });
  });
});
