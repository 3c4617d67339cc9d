/** The invitation code in large letters that group themselves, whatever keyboard or paper it comes from. */
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Translate } from '../../../content/text.ts';
import { Field } from '../../parts/field.tsx';
import { codeLength, groupCode, hasForeignLetters, readCode } from './invitation-code.ts';

export interface CodeFieldProps {
  t: Translate;
  code: string;
  onCode: (code: string, hasForeign: boolean) => void;
  error?: string | undefined;
  disabled?: boolean;
}

export function CodeField({ t, code, onCode, error, disabled = false }: CodeFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  const caret = useRef<number>(undefined);
  const left = codeLength - code.length;

  useLayoutEffect(() => {
    if (caret.current === undefined) return;
    const at = caret.current + (caret.current > 5 ? 1 : 0);
    input.current?.setSelectionRange(at, at);
    caret.current = undefined;
  });

  return (
    <Field label={t('signin.code.label')} hint={t('signin.code.hint')} error={error}>
      {(wiring) => (
        <span class="input-box">
          <input
            {...wiring}
            ref={input}
            class="input code-input figure"
            type="text"
            name="invitation"
            value={groupCode(code)}
            inputMode="text"
            autoComplete="one-time-code"
            autoCapitalize="characters"
            spellcheck={false}
            enterKeyHint="go"
            placeholder={t('signin.code.placeholder')}
            disabled={disabled}
            onInput={(event) => {
              const { value, selectionStart } = event.currentTarget;
              caret.current = readCode(value.slice(0, selectionStart ?? value.length)).length;
              const next = readCode(value);
              // the same code again (a foreign letter, an eleventh character) must still redraw the box
              event.currentTarget.value = groupCode(next);
              onCode(next, hasForeignLetters(value));
            }}
          />
          <span class="input-unit code-left" aria-hidden="true">
            {left > 0 && code.length > 0 ? t('signin.code.left', { n: left }) : ''}
          </span>
        </span>
      )}
    </Field>
  );
}
