import { t } from '../i18n/translate.ts';

/** Shown on a narrow screen only, where one pane hides the other. */
export function BackButton({ onBack }: { readonly onBack: () => void }) {
  return (
    <button type="button" class="back-button quiet-button" onClick={onBack}>
      ← {t('page.queue')}
    </button>
  );
}
