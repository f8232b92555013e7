import { LIFE_SAFETY_CLASSES, SIGNAL_CLASSES } from '../../../../../core/signal.ts';
import { WEEKDAYS } from '../../../../../core/weekdays.ts';
import { t } from '../../../i18n/translate.ts';
import { Entries } from './entries.tsx';
import { ChecksField, ChoiceField, NumberField, TextField, type Option } from './fields.tsx';
import type { SettingPath } from './settings-text.ts';

/** What no person sees, what means nothing at known hours, and when a site is flooded. */
export function Rules() {
  return (
    <>
      <section class="form-block" aria-label={t('forms.handling')}>
        <h3>{t('forms.handling')}</h3>
        <p class="quiet">{t('forms.handlingAbout')}</p>
        <Entries
          path={['handling']}
          fresh={{ name: '', match: { class: 'information' } }}
          empty={t('forms.noHandling')}
          addWords={t('forms.addHandling')}
          removeWords={(index) => t('forms.removeRule', { number: index + 1 })}
        >
          {(path) => (
            <>
              <TextField path={[...path, 'name']} label={t('forms.ruleName')} isNeeded />
              <ClassField path={[...path, 'match', 'class']} />
              <Patterns path={[...path, 'match']} names={['site', 'sensor', 'type']} />
              <NumberField
                path={[...path, 'unlessScore']}
                label={t('forms.unlessScore')}
                unit={t('forms.unit.score')}
                hint={t('forms.unlessScoreAbout')}
              />
            </>
          )}
        </Entries>
      </section>
      <Suppressions />
      <Storms />
    </>
  );
}

function Suppressions() {
  return (
    <section class="form-block" aria-label={t('forms.suppression')}>
      <h3>{t('forms.suppression')}</h3>
      <p class="quiet">{t('forms.suppressionAbout')}</p>
      <Entries
        path={['suppression']}
        fresh={{ name: '', match: { class: 'intrusion' }, from: '09:00', to: '17:00' }}
        empty={t('forms.noSuppression')}
        addWords={t('forms.addSuppression')}
        removeWords={(index) => t('forms.removeHours', { number: index + 1 })}
      >
        {(path) => (
          <>
            <TextField path={[...path, 'name']} label={t('forms.ruleName')} isNeeded />
            <ClassField path={[...path, 'match', 'class']} />
            <Patterns path={[...path, 'match']} names={['site', 'sensor']} />
            <TextField path={[...path, 'from']} label={t('forms.from')} type="time" isNeeded />
            <TextField path={[...path, 'to']} label={t('forms.to')} type="time" isNeeded />
            <ChecksField
              path={[...path, 'days']}
              label={t('forms.days')}
              hint={t('forms.daysAbout')}
              options={WEEK.map((day) => ({ value: day, words: t(`weekday.${day}`) }))}
              usual={WORKING_DAYS}
            />
          </>
        )}
      </Entries>
    </section>
  );
}

const WEEK = [...WEEKDAYS.slice(1), WEEKDAYS[0]];
/** As the schema has it for an entry that names no days. */
const WORKING_DAYS = WEEK.slice(0, 5);

function Storms() {
  return (
    <section class="form-block" aria-label={t('forms.storm')}>
      <h3>{t('forms.storm')}</h3>
      <p class="quiet">{t('forms.stormAbout')}</p>
      <div class="entry-fields">
        <NumberField path={['storm', 'beginEvents']} label={t('forms.stormBegin')} unit={t('forms.unit.tenMinutes')} />
        <NumberField path={['storm', 'endEvents']} label={t('forms.stormEnd')} unit={t('forms.unit.tenMinutes')} />
        <ChecksField path={['storm', 'classes']} label={t('forms.stormClasses')} options={ordinaryClasses()} />
      </div>
    </section>
  );
}

/** Danger to life is always for people, in the foreground. */
function ordinaryClasses(): readonly Option[] {
  return SIGNAL_CLASSES.filter((each) => !LIFE_SAFETY_CLASSES.has(each)).map((each) => ({
    value: each,
    words: t(`class.${each}`),
  }));
}

function ClassField({ path }: { readonly path: SettingPath }) {
  return <ChoiceField path={path} label={t('forms.class')} options={ordinaryClasses()} />;
}

interface PatternsProps {
  readonly path: SettingPath;
  readonly names: readonly ('site' | 'sensor' | 'type')[];
}

function Patterns({ path, names }: PatternsProps) {
  return (
    <>
      {names.map((name) => (
        <TextField key={name} path={[...path, name]} label={t(`forms.${name}`)} placeholder={t('forms.any')} />
      ))}
    </>
  );
}
