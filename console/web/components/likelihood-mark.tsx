import { LIKELIHOOD_BANDS } from '../../../core/likelihood.ts';
import type { EventSummary } from '../../server/api-schemas.ts';
import { t } from '../i18n/translate.ts';

type Likelihood = NonNullable<EventSummary['likelihood']>;

/** Four steps, told by how many bars are filled, by a word and by colour; where no model has judged, nothing. */
export function LikelihoodMark({ likelihood }: { readonly likelihood: Likelihood | null }) {
  if (likelihood === null) return null;
  const { band, probability } = likelihood;
  const filled = LIKELIHOOD_BANDS.length - LIKELIHOOD_BANDS.indexOf(band);
  const words = t('likelihood.meaning', {
    band: t(`likelihood.${band}`),
    percent: `${Math.round(probability * 100)} %`,
  });
  return (
    <span class="likelihood" data-band={band} title={words} role="img" aria-label={words}>
      <svg viewBox="0 0 18 14" aria-hidden="true">
        {[1, 2, 3, 4].map((step) => (
          <rect
            key={step}
            x={(step - 1) * 4.6}
            y={14 - step * 3.2}
            width="3.4"
            height={step * 3.2}
            data-filled={step <= filled}
          />
        ))}
      </svg>
      <span class="likelihood-word" aria-hidden="true">
        {t(`likelihood.${band}.short`)}
      </span>
    </span>
  );
}
