import type { ReplayView } from '../../../server/supervisor/supervisor-schemas.ts';
import { t } from '../../i18n/translate.ts';
import { usePreferences } from '../../shell/preferences.ts';
import { chosenMomentOf, clockText, millisOf, secondOf, type ChosenMoment } from './moment-choice.ts';

interface MomentFieldProps {
  readonly atMillis: number;
  readonly room: ReplayView | undefined;
  readonly onChange: (millis: number) => void;
}

/** A day, a time to the second, a slider over the day, and steps from one change to the next. */
export function MomentField({ atMillis, room, onChange }: MomentFieldProps) {
  const isUtc = usePreferences().preferences.zone === 'utc';
  const chosen = chosenMomentOf(atMillis, isUtc);
  const choose = (change: Partial<ChosenMoment>): void => {
    const millis = millisOf({ ...chosen, ...change }, isUtc);
    if (millis !== undefined) onChange(millis);
  };
  const zone = isUtc ? 'UTC' : new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const { previousAt = null, nextAt = null } = room ?? {};
  return (
    <div class="moment-field">
      <p class="moment-inputs">
        <label>
          {t('supervisor.day')}{' '}
          <input
            type="date"
            value={chosen.day}
            onChange={({ currentTarget }) => choose({ day: currentTarget.value })}
          />
        </label>
        <label>
          {t('supervisor.time')}{' '}
          <input
            type="time"
            step={1}
            value={clockText(chosen.second)}
            onChange={({ currentTarget }) => {
              const second = secondOf(currentTarget.value);
              if (second !== undefined) choose({ second });
            }}
          />
        </label>
        <span class="quiet">{zone}</span>
      </p>
      <input
        type="range"
        class="moment-slider"
        min={0}
        max={86_399}
        step={1}
        value={chosen.second}
        aria-label={t('supervisor.secondOfDay')}
        aria-valuetext={clockText(chosen.second)}
        onInput={({ currentTarget }) => choose({ second: Number(currentTarget.value) })}
      />
      <p class="moment-steps">
        <Step at={previousAt} label={t('supervisor.previousChange')} onChange={onChange} />
        <Step at={nextAt} label={t('supervisor.nextChange')} onChange={onChange} />
      </p>
    </div>
  );
}

interface StepProps {
  readonly at: string | null;
  readonly label: string;
  readonly onChange: (millis: number) => void;
}

function Step({ at, label, onChange }: StepProps) {
  return (
    <button type="button" disabled={at === null} onClick={() => at !== null && onChange(Date.parse(at))}>
      {label}
    </button>
  );
}
