import type { SettingsCheckView } from '../../../server/administration-schemas.ts';
import { t } from '../../i18n/translate.ts';

/** What is wrong with settings, and how they differ from those that hold. */
export function SettingsCheck({ check: { problems, differences } }: { readonly check: SettingsCheckView }) {
  return (
    <div role="status">
      {problems.map(({ path, value, remedy }) => (
        <p key={path} class="admin-problem">
          <bdi>{`${path}: ${value}: ${remedy}`}</bdi>
        </p>
      ))}
      {differences.length > 0 && (
        <table class="differences">
          <thead>
            <tr>
              <th>{t('admin.setting')}</th>
              <th>{t('admin.before')}</th>
              <th>{t('admin.after')}</th>
            </tr>
          </thead>
          <tbody>
            {differences.map(({ path, before, after }) => (
              <tr key={path}>
                <td>
                  <bdi>{path}</bdi>
                </td>
                <td>
                  <bdi>{before ?? '–'}</bdi>
                </td>
                <td>
                  <bdi>{after ?? '–'}</bdi>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}
