import type { EventSummary } from '../../server/api-schemas.ts';
import { LikelihoodMark } from '../components/likelihood-mark.tsx';
import { t } from '../i18n/translate.ts';

/** How likely it is true, and what speaks for and against that. */
export function Likelihood({ event: { likelihood } }: { readonly event: EventSummary }) {
  if (likelihood === null) return null;
  const { band, contributions, sentence, model, early } = likelihood;
  const farthest = Math.max(1e-9, ...contributions.map(({ value }) => Math.abs(value)));
  return (
    <section class="block" aria-label={t('event.likelihood')}>
      <h3>{t('event.likelihood')}</h3>
      <p>
        <LikelihoodMark likelihood={likelihood} /> <strong>{t(`likelihood.${band}`)}</strong>. <bdi>{sentence}</bdi>
      </p>
      <table class="contributions weighing">
        <tbody>
          {contributions.map(({ name, value }) => (
            <tr key={name}>
              <th scope="row">
                <bdi>{name}</bdi>
              </th>
              <td class="weigh-cell">
                <span
                  class="bar"
                  data-negative={value < 0}
                  style={{
                    marginLeft: `${value < 0 ? 50 - (50 * -value) / farthest : 50}%`,
                    width: `${(50 * Math.abs(value)) / farthest}%`,
                  }}
                />
              </td>
              <td class="number">{value < 0 ? t('event.against') : t('event.speaksFor')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="quiet">
        {model === 'rules' ? t('event.byRules') : t('event.model', { model })}
        {early?.shown === true && ` ${t('event.early')}`}
      </p>
    </section>
  );
}
