/** One thing to do on a page of its own: a form, what went wrong in its place, one button named by its result. */
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { useText } from '../../app-context.ts';
import { ActionBar } from '../../parts/action-bar.tsx';
import { Button } from '../../parts/button.tsx';
import { Screen } from '../../screen.tsx';
import type { Draft } from '../../use-draft.ts';
import { SavingProblem, type Saving } from '../../use-saving.tsx';
import { useTopOfPage } from './top-of-page.ts';

export interface TaskFormProps {
  title: string;
  subtitle?: ComponentChildren;
  /** address of the page this task belongs to */
  back: string;
  save: string;
  saving: Saving;
  /** @returns false when something in the form must be looked at first; the first such field then takes the focus */
  onSave: () => boolean;
  note?: ComponentChildren;
  secondary?: ComponentChildren;
  disabled?: boolean;
  danger?: boolean;
  /** what is typed here is kept; when the form opened with what somebody had typed before, it says so and offers to forget it */
  draft?: Pick<Draft<object>, 'resumed' | 'drop'>;
  /** name of the field that takes the focus on opening */
  firstField?: string | undefined;
  children: ComponentChildren;
}

export function TaskForm(props: TaskFormProps) {
  const { title, subtitle, back, save, saving, onSave, note, secondary, disabled, danger = false, draft, firstField, children } = props;
  const t = useText();
  const id = useId();
  const form = useRef<HTMLFormElement>(null);

  useTopOfPage(title);
  useEffect(() => {
    if (firstField === undefined) return;
    const field = form.current?.querySelector<HTMLElement>(
      `[name="${CSS.escape(firstField)}"], [data-field="${CSS.escape(firstField)}"] :is(input, select, button)`,
    );
    field?.focus();
    field?.scrollIntoView?.({ block: 'center' });
  }, [firstField]);

  return (
    <Screen
      title={title}
      subtitle={subtitle}
      back={back}
      task
      focusKey={title}
      actionBar={
        <ActionBar
          note={note}
          secondary={secondary}
          primary={
            <Button
              kind={danger ? 'danger' : 'primary'}
              type="submit"
              form={id}
              wide
              disabled={disabled}
              busy={saving.busy}
              busyLabel={t('common.saving')}
            >
              {save}
            </Button>
          }
        />
      }
    >
      <form
        ref={form}
        id={id}
        class="stack task-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!onSave()) requestAnimationFrame(() => focusFirstError(form.current));
        }}
      >
        {draft?.resumed === true && (
          <p class="draft-line">
            <span>{t('step.draft.resumed')}</span>
            <Button kind="quiet" onPress={() => void draft.drop()}>
              {t('step.draft.drop')}
            </Button>
          </p>
        )}
        <SavingProblem saving={saving} />
        {children}
      </form>
    </Screen>
  );
}

function focusFirstError(form: HTMLElement | null): void {
  const place = form?.querySelector<HTMLElement>('.has-error, .date-doubt');
  const field =
    place?.querySelector<HTMLElement>(':is(input, select, textarea):not(:disabled)') ??
    place?.querySelector<HTMLElement>('button:not(:disabled)');
  field?.focus();
  place?.scrollIntoView?.({ block: 'center' });
}
