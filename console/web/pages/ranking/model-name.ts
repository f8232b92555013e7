import { t } from '../../i18n/translate.ts';

/** The rules have no version of their own. */
export function modelName(id: string): string {
  return id === 'rules' ? t('ranking.rules') : id;
}

export function percentOf(share: number): string {
  const percent = 100 * share;
  return `${percent > 0 && percent < 10 ? percent.toFixed(1) : Math.round(percent)} %`;
}

export function figure(value: number): string {
  return value.toFixed(2).replace('-', '−');
}
