import { t } from '../i18n/translate.ts';

export function DemoBadge() {
  return (
    <span class="demo-badge" title={t('demo.meaning')}>
      DEMO
    </span>
  );
}
