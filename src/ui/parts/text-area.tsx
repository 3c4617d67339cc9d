/** Several lines of text in a box that grows with them. */
import type { Ref } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { Field, type FieldTexts } from './field.tsx';

export interface TextAreaProps extends FieldTexts {
  value: string;
  onText: (text: string) => void;
  onLeave?: () => void;
  /** Lines shown while empty. */
  rows?: number;
  placeholder?: string;
  name?: string;
  maxLength?: number;
  required?: boolean;
  disabled?: boolean;
  inputRef?: Ref<HTMLTextAreaElement>;
}

export function TextArea(props: TextAreaProps) {
  const { value, onText, onLeave, rows = 3, inputRef } = props;
  const element = useRef<HTMLTextAreaElement | null>(null);

  useLayoutEffect(() => {
    const area = element.current;
    if (!area) return;
    area.style.height = 'auto';
    area.style.height = `${area.scrollHeight + 2}px`;
  }, [value]);

  return (
    <Field {...props}>
      {(wiring) => (
        <textarea
          {...wiring}
          ref={(area) => {
            element.current = area;
            if (typeof inputRef === 'function') inputRef(area);
            else if (inputRef) inputRef.current = area;
          }}
          class="input text-area"
          rows={rows}
          name={props.name}
          value={value}
          placeholder={props.placeholder}
          maxLength={props.maxLength}
          required={props.required}
          disabled={props.disabled}
          onInput={(event) => onText(event.currentTarget.value)}
          onBlur={() => onLeave?.()}
        />
      )}
    </Field>
  );
}
