import { useState } from 'preact/hooks';

type Outcome = 'untried' | 'copied' | 'refused';

const WORDS: Readonly<Record<Outcome, string>> = { untried: 'Copy', copied: 'Copied', refused: 'Select it to copy' };

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
      {WORDS[outcome]}
    </button>
  );
}
