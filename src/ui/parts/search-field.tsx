/** Looking for a person or a group: filters while typing, and says how many were found. */
import type { ComponentChildren } from 'preact';
import { useId, useRef } from 'preact/hooks';
import { IconButton } from './button.tsx';
import { Icon } from './icon.tsx';

export interface SearchFieldProps {
  label: string;
  value: string;
  onText: (text: string) => void;
  clearLabel: string;
  placeholder?: string;
  /** Read aloud after typing, for example "4 people found". */
  resultText?: string;
  /** Filter chips at the end of the line. */
  children?: ComponentChildren;
}

export function SearchField({ label, value, onText, clearLabel, placeholder, resultText, children }: SearchFieldProps) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  return (
    <div class="search-bar" role="search">
      <label class="search-box" for={id}>
        <span class="hidden-text">{label}</span>
        <Icon name="search" />
        <input
          ref={input}
          id={id}
          type="search"
          autoComplete="off"
          enterKeyHint="search"
          value={value}
          placeholder={placeholder ?? label}
          onInput={(event) => onText(event.currentTarget.value)}
        />
      </label>
      {value !== '' && (
        <IconButton
          icon="close"
          label={clearLabel}
          onPress={() => {
            onText('');
            input.current?.focus();
          }}
        />
      )}
      {children}
      <span class="hidden-text" role="status">
        {value === '' ? '' : resultText}
      </span>
    </div>
  );
}
