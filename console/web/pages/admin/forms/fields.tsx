import type { ComponentChildren } from 'preact';
import { useId, useState } from 'preact/hooks';
import { t } from '../../../i18n/translate.ts';
import { settingAt, useDraftHere, type Setting } from './draft.ts';
import type { SettingPath } from './settings-text.ts';

interface FieldProps {
  readonly path: SettingPath;
  readonly label: string;
  readonly hint?: string;
  /** Where the label stands elsewhere, as in a table, and only screen readers need it here. */
  readonly isBare?: boolean;
}

interface FrameProps extends FieldProps {
  readonly id: string;
  readonly setting: Setting;
  readonly children: ComponentChildren;
}

/** Label, control, what it means, and what is wrong with it. */
function Frame({ id, label, hint, isBare = false, setting: { heldBy, problem }, children }: FrameProps) {
  return (
    <div class="field" data-bare={isBare}>
      <label class={isBare ? 'for-readers' : ''} for={id}>
        {label}
      </label>
      {children}
      <div id={`${id}-more`} class="field-more">
        {hint !== undefined && <span class="quiet">{hint}</span>}
        {heldBy !== undefined && <span class="quiet">{t('forms.heldBy', { variable: heldBy })}</span>}
        {problem !== undefined && <span class="field-problem">{problem}</span>}
      </div>
    </div>
  );
}

function useSetting(path: SettingPath) {
  const draft = useDraftHere();
  const id = useId();
  const setting = settingAt(draft, path);
  const attributes = {
    id,
    disabled: setting.heldBy !== undefined,
    'aria-invalid': setting.problem !== undefined,
    'aria-describedby': `${id}-more`,
  } as const;
  return { id, setting, attributes, set: (value: unknown) => draft.set(path, value) };
}

interface TextFieldProps extends FieldProps {
  readonly type?: 'text' | 'time';
  readonly placeholder?: string;
  /** Identity of a list of suggestions. */
  readonly suggestions?: string;
  /** An empty text is one that is missing, not a setting that is left out. */
  readonly isNeeded?: boolean;
}

export function TextField({ type = 'text', placeholder, suggestions, isNeeded = false, ...field }: TextFieldProps) {
  const { id, setting, attributes, set } = useSetting(field.path);
  return (
    <Frame {...field} id={id} setting={setting}>
      <input
        {...attributes}
        type={type}
        list={suggestions}
        placeholder={placeholder}
        value={textOf(setting.value)}
        onInput={({ currentTarget: { value } }) => set(value === '' && !isNeeded ? undefined : value)}
      />
    </Frame>
  );
}

interface NumberFieldProps extends FieldProps {
  readonly unit: string;
  /** How much of the unit shown is one of the setting: 100 for a share that is shown in per cent. */
  readonly scale?: number;
  /** What holds while the field is empty, where the settings do not say so themselves. */
  readonly inherited?: number | undefined;
}

export function NumberField({ unit, scale = 1, inherited, ...field }: NumberFieldProps) {
  const { id, setting, attributes, set } = useSetting(field.path);
  const [typed, setTyped] = useState<{ readonly text: string; readonly value: unknown }>();
  const shown = typed !== undefined && typed.value === setting.value ? typed.text : scaled(setting.value, scale);
  return (
    <Frame {...field} id={id} setting={setting}>
      <span class="field-number">
        <input
          {...attributes}
          type="number"
          step="any"
          placeholder={scaled(setting.usual ?? inherited, scale)}
          value={shown}
          onInput={({ currentTarget: { value: text } }) => {
            const value = text === '' ? undefined : Number((Number(text) / scale).toPrecision(12));
            setTyped({ text, value });
            set(value);
          }}
        />
        <span class={field.isBare === true ? 'for-readers' : 'quiet'}>{unit}</span>
      </span>
    </Frame>
  );
}

export interface Option {
  readonly value: string;
  readonly words: string;
}

interface ChoiceFieldProps extends FieldProps {
  readonly options: readonly Option[];
}

export function ChoiceField({ options, ...field }: ChoiceFieldProps) {
  const { id, setting, attributes, set } = useSetting(field.path);
  const value = textOf(setting.value);
  const isKnown = options.some((option) => option.value === value);
  return (
    <Frame {...field} id={id} setting={setting}>
      <select {...attributes} value={value} onChange={({ currentTarget }) => set(currentTarget.value)}>
        {!isKnown && <option value={value}>{value}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.words}
          </option>
        ))}
      </select>
    </Frame>
  );
}

interface ChecksFieldProps extends ChoiceFieldProps {
  /** What holds where nothing is said, of an entry of a list. */
  readonly usual?: readonly string[];
}

/** Several of a closed set, in the order of the set. */
export function ChecksField({ options, label, hint, path, usual }: ChecksFieldProps) {
  const { id, setting, attributes, set } = useSetting(path);
  const value: unknown = setting.value ?? setting.usual ?? usual;
  const chosen = new Set(Array.isArray(value) ? value.map(String) : []);
  const toggle = (name: string, isOn: boolean): void =>
    set(options.map((option) => option.value).filter((each) => (each === name ? isOn : chosen.has(each))));
  return (
    <fieldset class="field-checks" aria-describedby={attributes['aria-describedby']} disabled={attributes.disabled}>
      <legend>{label}</legend>
      {options.map((option) => (
        <label key={option.value}>
          <input
            type="checkbox"
            checked={chosen.has(option.value)}
            onChange={({ currentTarget }) => toggle(option.value, currentTarget.checked)}
          />
          {option.words}
        </label>
      ))}
      <div id={`${id}-more`} class="field-more">
        {hint !== undefined && <span class="quiet">{hint}</span>}
        {setting.problem !== undefined && <span class="field-problem">{setting.problem}</span>}
      </div>
    </fieldset>
  );
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function scaled(value: unknown, scale: number): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(Number((value * scale).toPrecision(12))) : '';
}
