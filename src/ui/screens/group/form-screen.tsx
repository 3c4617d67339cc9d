/** A page that is one form kept as a draft: drawn once what was typed before is read, with one button named by its result. */
import type { ComponentChildren, RefObject } from 'preact';
import { useId } from 'preact/hooks';
import { useText } from '../../app-context.ts';
import { ActionBar } from '../../parts/action-bar.tsx';
import { Button } from '../../parts/button.tsx';
import { SkeletonRows } from '../../parts/skeleton.tsx';
import { Screen, type ScreenProps } from '../../screen.tsx';
import { SavingProblem, type Saving } from '../../use-saving.tsx';

export interface FormScreenProps<T> extends Pick<ScreenProps, 'overline' | 'title' | 'subtitle' | 'back'> {
  /** `undefined` while it is being read */
  form: T | undefined;
  /** lines to draw meanwhile */
  rows: number;
  /** where the page looks for the field to mend */
  formRef: RefObject<HTMLFormElement | null>;
  save: string;
  saving: Saving;
  onSave: (form: T) => void;
  children: (form: T) => ComponentChildren;
  below?: ComponentChildren;
}

export function FormScreen<T>({ form, rows, formRef, save, saving, onSave, children, below, ...screen }: FormScreenProps<T>) {
  const t = useText();
  const id = useId();
  return (
    <Screen
      {...screen}
      task
      actionBar={
        <ActionBar
          primary={
            <Button
              kind="primary"
              type="submit"
              form={id}
              wide
              busy={saving.busy}
              busyLabel={t('common.saving')}
              disabled={form === undefined}
            >
              {save}
            </Button>
          }
        />
      }
    >
      <SavingProblem saving={saving} />
      {form === undefined ? (
        <SkeletonRows count={rows} label={t('common.loading')} />
      ) : (
        <form
          ref={formRef}
          id={id}
          class="stack"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            onSave(form);
          }}
        >
          {children(form)}
        </form>
      )}
      {below}
    </Screen>
  );
}
