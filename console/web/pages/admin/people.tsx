import { useState } from 'preact/hooks';
import { ROLES, type Role } from '../../../../core/action.ts';
import type { PersonView } from '../../../server/administration-schemas.ts';
import { t } from '../../i18n/translate.ts';
import { admin } from './admin-api.ts';
import { useAnswer, useWork } from '../../work.ts';

export function People() {
  const { answer: people, refusal, reload } = useAnswer(admin.people);
  const { busy, outcome, run } = useWork();
  const link = async (made: Promise<{ readonly path: string }>): Promise<string> => {
    const { path } = await made;
    reload();
    return t('admin.link', { link: new URL(path, location.href).href });
  };
  return (
    <section class="admin-section" aria-label={t('admin.people')}>
      <h2>{t('admin.people')}</h2>
      <p role="alert">{refusal}</p>
      <table class="people">
        <thead>
          <tr>
            <th>{t('signIn.name')}</th>
            <th>{t('admin.role')}</th>
            <th>{t('admin.sites')}</th>
            <th>{t('admin.state')}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {people?.map((person) => (
            <PersonRow
              key={person.name}
              person={person}
              busy={busy}
              onChange={(change) =>
                run(async () => {
                  await admin.changePerson(person.name, change);
                  reload();
                  return t('admin.changed');
                })
              }
              onReset={() => run(async () => await link(admin.resetPerson(person.name)))}
            />
          ))}
        </tbody>
      </table>
      <AddPerson busy={busy} onAdd={(person) => run(async () => await link(admin.addPerson(person)))} />
      <output class="admin-outcome">
        <bdi>{outcome}</bdi>
      </output>
    </section>
  );
}

interface PersonRowProps {
  readonly person: PersonView;
  readonly busy: boolean;
  readonly onChange: (change: { role?: Role; disabled?: boolean }) => void;
  readonly onReset: () => void;
}

function PersonRow({ person, busy, onChange, onReset }: PersonRowProps) {
  return (
    <tr>
      <td>
        <bdi>{person.name}</bdi>
      </td>
      <td>
        <RoleChoice value={person.role} onChoice={(role) => onChange({ role })} />
      </td>
      <td>
        <bdi>{person.role === 'administrator' ? '*' : person.sites.join(', ')}</bdi>
      </td>
      <td>{person.disabled ? t('admin.disabled') : t('admin.enabled')}</td>
      <td class="admin-actions">
        <button type="button" disabled={busy} onClick={() => onChange({ disabled: !person.disabled })}>
          {person.disabled ? t('admin.enable') : t('admin.disable')}
        </button>
        <button type="button" disabled={busy} onClick={onReset}>
          {t('admin.newLink')}
        </button>
      </td>
    </tr>
  );
}

interface AddPersonProps {
  readonly busy: boolean;
  readonly onAdd: (person: Pick<PersonView, 'name' | 'role' | 'sites'>) => void;
}

function AddPerson({ busy, onAdd }: AddPersonProps) {
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('operator');
  const [sites, setSites] = useState('*');
  return (
    <form
      class="admin-form"
      onSubmit={(event) => {
        event.preventDefault();
        const patterns = sites.split(',').map((pattern) => pattern.trim());
        onAdd({ name, role, sites: patterns.filter((pattern) => pattern !== '') });
      }}
    >
      <label>
        {t('signIn.name')}
        <input type="text" required value={name} onInput={({ currentTarget }) => setName(currentTarget.value)} />
      </label>
      <label>
        {t('admin.role')}
        <RoleChoice value={role} onChoice={setRole} />
      </label>
      <label>
        {t('admin.sitesWithCommas')}
        <input type="text" required value={sites} onInput={({ currentTarget }) => setSites(currentTarget.value)} />
      </label>
      <button type="submit" disabled={busy}>
        {t('admin.addPerson')}
      </button>
    </form>
  );
}

function RoleChoice({ value, onChoice }: { readonly value: Role; readonly onChoice: (role: Role) => void }) {
  return (
    <select
      aria-label={t('admin.role')}
      value={value}
      onChange={({ currentTarget }) => {
        const chosen = ROLES.find((role) => role === currentTarget.value);
        if (chosen !== undefined) onChoice(chosen);
      }}
    >
      {ROLES.map((role) => (
        <option key={role} value={role}>
          {t(`role.${role}`)}
        </option>
      ))}
    </select>
  );
}
