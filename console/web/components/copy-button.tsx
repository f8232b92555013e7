import { useState } from 'preact/hooks';
import { t } from '../i18n/translate.ts';

type Outcome = 'untried' | 'copied' | 'refused';

export function CopyButton({ text }: { readonly text: string }) {
  const [outcome, setOutcome] = useState<Outcome>('untried');
  return (
    <button
      type="button"
      class="quiet-button copy-button"
      aria-live="polite"
      onClick={() => {
        navigator.clipboard.writeText(text).then(
          () => setOutcome('copied'),
          () => setOutcome('refused'),
        );
      }}
    >
      {t(`copy.${outcome}`)}
    </button>
  );
}
