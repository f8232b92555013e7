import { describe, expect, it } from 'vitest';
import { ManualTime } from '../test/support/manual-time.ts';
import { PASSWORD, testAccounts } from '../test/support/accounts.ts';

const BY = { kind: 'person', name: 'root', role: 'administrator' } as const;

describe('the accounts', () => {
  it('begin with an administrator and are never without one', async () => {
    const { people } = testAccounts(new ManualTime());
    await expect(people.add({ name: 'Jana', role: 'operator', sites: ['*'] }, BY)).rejects.toThrow('No administrator');
    await people.add({ name: 'Maria', role: 'administrator', sites: [] }, BY);
    await expect(people.change('maria', { role: 'operator' }, BY)).rejects.toThrow('No administrator');
    await expect(people.change('maria', { disabled: true }, BY)).rejects.toThrow('No administrator');
    await people.add({ name: 'Eva', role: 'administrator', sites: [] }, BY);
    expect(await people.change('maria', { disabled: true }, BY)).toMatchObject({ name: 'Maria', disabled: true });
  });

  it('have one name once, however it is written', async () => {
    const { people } = testAccounts(new ManualTime());
    await people.add({ name: 'Maria', role: 'administrator', sites: [] }, BY);
    await expect(people.add({ name: 'MARIA', role: 'operator', sites: [] }, BY)).rejects.toThrow('already');
  });

  it('write down who changed what, and never a secret', async () => {
    const { people, recorded, signedIn } = testAccounts(new ManualTime());
    const key = await signedIn('Jana', 'operator', ['lab']);
    await people.change('Jana', { role: 'supervisor' }, BY);
    const token = await people.addMachine({ name: 'plc', right: 'telemetry', sites: ['lab'] }, BY);
    const text = JSON.stringify(recorded);
    for (const secret of [PASSWORD, key, token, '$scrypt$']) expect(text).not.toContain(secret);
    const changes = recorded.flatMap((entry) => (entry.kind === 'setting' ? [entry.setting] : []));
    expect(changes.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['accounts.jana', 'sessions.jana', 'tokens.plc']),
    );
    const last = changes.findLast(({ path }) => path === 'accounts.jana');
    expect(JSON.parse(last?.before ?? '')).toMatchObject({ role: 'operator' });
    expect(JSON.parse(last?.after ?? '')).toMatchObject({ role: 'supervisor' });
    expect(last?.by).toEqual(BY);
  });

  it('let a person sign in no more with the password that was reset', async () => {
    const { people, identity, signedIn } = testAccounts(new ManualTime());
    await signedIn('Jana', 'operator');
    await people.reset('Jana', BY);
    const signIn = identity.signIn({ name: 'Jana', password: PASSWORD, address: '' });
    await expect(signIn).rejects.toMatchObject({ reason: 'authentication' });
  });

  it('make tokens void at once', async () => {
    const { people, identity } = testAccounts(new ManualTime());
    const token = await people.addMachine({ name: 'plc', right: 'telemetry', sites: ['*'] }, BY);
    expect(identity.machine(token)).toMatchObject({ name: 'plc' });
    await expect(people.addMachine({ name: 'plc', right: 'read', sites: [] }, BY)).rejects.toThrow('already');
    expect([await people.removeMachine('plc', BY), await people.removeMachine('plc', BY)]).toEqual([true, false]);
    expect(identity.machine(token)).toBeUndefined();
  });
});
