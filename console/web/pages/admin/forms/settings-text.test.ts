import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { valueAt } from '../../../../../core/settings-tree.ts';
import { treeOf, withEntryAt, withEntryMoved, withListOf, withValue, type SettingPath } from './settings-text.ts';

const FILE = `# Kept by hand.
sites:
  # the one in Brno
  bank:
    sensorNames: { vault: Vault door } # as on the door
    procedure:
      # before anything else
      - See the video
      - Call the branch # by its second number
  depot:
escalation:
  takeLimitSeconds: 45 # agreed
`;

describe('the text of the settings', () => {
  it('keeps comments and order when one value is changed', () => {
    expect(withValue(FILE, ['escalation', 'takeLimitSeconds'], 60)).toBe(FILE.replace('45', '60'));
    expect(withValue(FILE, ['sites', 'bank', 'procedure', 1], 'Call the keyholder')).toBe(
      FILE.replace('Call the branch', 'Call the keyholder'),
    );
  });

  it.each<[string, SettingPath, unknown]>([
    ['where nothing stood', ['storm', 'beginEvents'], 40],
    ['under a name without anything behind it', ['sites', 'depot', 'title'], 'Depot: east'],
    ['under a name that looks like a number', ['sites', '12', 'title'], 'Twelve'],
    ['in a list that was not there', ['service', 'targets', 0, 'share'], 0.9],
    ['that YAML would take for something else', ['sites', 'depot', 'title'], 'yes: # [no]'],
  ])('takes a value %s', (_where, path, value) => {
    const text = withValue(FILE, path, value);
    expect(treeOf(text)).toHaveProperty(path.map(String), value);
    expect(text).toContain('# Kept by hand.');
    expect(withValue(text, path, value)).toBe(text);
  });

  it('begins with nothing at all, or with a comment alone', () => {
    expect(withValue('', ['storm', 'endEvents'], 5)).toBe('storm:\n  endEvents: 5\n');
    expect(withValue('# later\n', ['storm', 'endEvents'], 5)).toContain('# later');
  });

  it('loses what is taken out together with what is empty then, but never a site', () => {
    expect(withValue(FILE, ['escalation', 'takeLimitSeconds'], undefined)).not.toContain('escalation');
    const without = withValue(FILE, ['sites', 'bank', 'sensorNames', 'vault'], undefined);
    expect(without).not.toContain('sensorNames');
    expect(treeOf(withValue(without, ['sites', 'bank', 'procedure'], undefined))).toHaveProperty(['sites', 'bank'], {});
    expect(withValue(FILE, ['storm', 'endEvents'], undefined)).toBe(FILE);
  });

  it('moves an entry of a list with its comments', () => {
    const moved = withEntryMoved(FILE, ['sites', 'bank', 'procedure'], 1, 0);
    expect(treeOf(moved)).toHaveProperty(['sites', 'bank', 'procedure'], ['Call the branch', 'See the video']);
    expect(moved).toContain('- Call the branch # by its second number');
    expect(withEntryMoved(FILE, ['sites', 'bank', 'procedure'], 0, -1)).toBe(FILE);
  });

  it('takes an entry between others, and the first of a list', () => {
    const text = withEntryAt(FILE, ['sites', 'bank', 'procedure'], 1, 'Look again');
    expect(treeOf(text)).toHaveProperty(
      ['sites', 'bank', 'procedure'],
      ['See the video', 'Look again', 'Call the branch'],
    );
    expect(treeOf(withEntryAt(FILE, ['handling'], 0, { name: 'n' }))).toHaveProperty('handling', [{ name: 'n' }]);
  });

  it('keeps the usual entries of a list when one of them is changed', () => {
    const usual = { service: { targets: [{ share: 0.8, byClass: {} }, { share: 0.9 }] } };
    const text = withListOf('', ['service', 'targets', 1, 'share'], usual);
    expect(treeOf(text)).toEqual({ service: { targets: [{ share: 0.8 }, { share: 0.9 }] } });
    expect(withListOf(text, ['service', 'targets', 0], { service: { targets: [{ share: 0.1 }] } })).toBe(text);
  });

  it('gives what is shared by reference a copy of its own before that is changed', () => {
    const text = 'a: &one\n  x: 1\nb: *one\n';
    expect(treeOf(withValue(text, ['b', 'x'], 2))).toEqual({ a: { x: 1 }, b: { x: 2 } });
  });

  it('is not for forms where it is no mapping', () => {
    expect([treeOf('a: [1'), treeOf('- a'), treeOf('')]).toEqual([undefined, undefined, {}]);
  });

  it('says what was written into it, whatever that is', () => {
    const key = fc.string({ minLength: 1 }).filter((name) => name !== '__proto__');
    fc.assert(
      fc.property(key, fc.string(), (name, value) => {
        const tree = treeOf(withValue(FILE, ['sites', name, 'title'], value));
        expect(valueAt(tree, ['sites', name, 'title'])).toBe(value);
      }),
    );
  });
});
