interface FieldProps {
  readonly label: string;
  readonly type: 'text' | 'password';
  /** So that password managers know what stands there. */
  readonly autoComplete: 'username' | 'current-password' | 'new-password';
  readonly value: string;
  readonly onInput: (value: string) => void;
}

export function Field({ label, type, autoComplete, value, onInput }: FieldProps) {
  return (
    <label class="sign-in-field">
      {label}
      <input
        {...(type === 'password' ? { type } : { type })}
        autoComplete={autoComplete}
        spellcheck={false}
        autoCapitalize="none"
        required
        value={value}
        onInput={({ currentTarget }) => onInput(currentTarget.value)}
      />
    </label>
  );
}
