/** What every field shares: label, hint, error with what to do, and the ids that tie them to the input. */
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { Icon } from './icon.tsx';

export interface FieldTexts {
  label: ComponentChildren;
  /** A few warm words after the label. */
  note?: ComponentChildren;
  hint?: ComponentChildren;
  /** What is wrong and what to do. */
  error?: ComponentChildren;
  /** "Required" or "optional" in words; an asterisk says nothing to a newcomer. */
  mark?: ComponentChildren;
  /** The label is read aloud but not shown. */
  hideLabel?: boolean;
}

export interface FieldWiring {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': 'true' | undefined;
}

export interface FieldProps extends FieldTexts {
  children: (wiring: FieldWiring) => ComponentChildren;
}

export function Field({ label, note, hint, error, mark, hideLabel = false, children }: FieldProps) {
  const id = useId();
  return (
    <div class={`field${error ? ' has-error' : ''}`}>
      <label class={hideLabel ? 'hidden-text' : 'label'} for={id}>
        {label}
        {mark && <span class="label-mark"> {mark}</span>}
        {note && <span class="label-note"> {note}</span>}
      </label>
      <FieldHelp id={id} hint={hint} error={error} />
      {children({ id, ...describe(id, hint, error) })}
    </div>
  );
}

export interface FieldGroupProps extends FieldTexts {
  children: ComponentChildren;
}

/** The same for several inputs that answer one question: a `fieldset` with its legend. */
export function FieldGroup({ label, note, hint, error, mark, hideLabel = false, children }: FieldGroupProps) {
  const id = useId();
  return (
    <fieldset class={`field${error ? ' has-error' : ''}`} {...describe(id, hint, error)}>
      <legend class={hideLabel ? 'hidden-text' : 'label'}>
        {label}
        {mark && <span class="label-mark"> {mark}</span>}
        {note && <span class="label-note"> {note}</span>}
      </legend>
      <FieldHelp id={id} hint={hint} error={error} />
      {children}
    </fieldset>
  );
}

/** Fields side by side while there is room; under each other when text is large. */
export function FieldRow({ children, split = 'equal' }: { children: ComponentChildren; split?: 'equal' | 'wide-first' | 'wide-last' }) {
  return <div class={`field-row split-${split}`}>{children}</div>;
}

function FieldHelp({ id, hint, error }: { id: string } & Pick<FieldTexts, 'hint' | 'error'>) {
  return (
    <>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p class="error" id={`${id}-error`}>
          <Icon name="warning" size="small" />
          <span>{error}</span>
        </p>
      )}
    </>
  );
}

function describe(id: string, hint: ComponentChildren, error: ComponentChildren) {
  const ids = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return { 'aria-describedby': ids || undefined, 'aria-invalid': error ? ('true' as const) : undefined };
}
