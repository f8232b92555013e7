import { formatAge } from '../format.ts';
import { t } from '../i18n/translate.ts';
import { whatIsMissing } from '../status-words.ts';
import type { ConsoleState } from '../state.ts';

/**
 * Loud: what stands on the page may be old, or not all there is. Always in the document, so that it is announced when
 * it fills; the seconds that pass are not announced each.
 */
export function ConnectionBanner({ state }: { readonly state: ConsoleState }) {
  const problems = state.status === undefined ? [] : whatIsMissing(state.status);
  return (
    <>
      <div class="connection-banner" role="alert">
        {state.link === 'lost' && (
          <p>
            <strong>{t('shell.link.lost')}</strong>{' '}
            <span class="number" aria-hidden="true">
              {t('shell.noWordFor', { age: formatAge(performance.now() - state.heardAtMillis) })}
            </span>{' '}
            {t('shell.whatYouSeeIsOld')}
          </p>
        )}
      </div>
      <div class="incomplete-banner" role="status">
        {problems.length > 0 && (
          <p title={problems.join('\n')}>
            <strong>{t('shell.incomplete')}</strong> <bdi>{problems[0]}</bdi>
            {problems.length > 1 && ` ${t('shell.more', { count: problems.length - 1 })}`}
          </p>
        )}
      </div>
    </>
  );
}
