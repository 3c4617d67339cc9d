/** One answer out of a few: cards for answers that need words, a segmented row for two or three short ones. */
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { FieldGroup, type FieldTexts } from './field.tsx';
import { Icon, type IconName } from './icon.tsx';

export interface Choice<Value extends string> {
  value: Value;
  label: ComponentChildren;
  detail?: ComponentChildren;
  icon?: IconName;
  disabled?: boolean;
}

export interface ChoiceGroupProps<Value extends string> extends FieldTexts {
  choices: readonly Choice<Value>[];
  value: Value | undefined;
  onChoose: (value: Value) => void;
}

export function ChoiceGroup<Value extends string>(props: ChoiceGroupProps<Value>) {
  const name = useId();
  return (
    <FieldGroup {...props}>
      <div class="choices">
        {props.choices.map((choice) => (
          <label key={choice.value} class="choice">
            <input
              type="radio"
              name={name}
              value={choice.value}
              checked={choice.value === props.value}
              disabled={choice.disabled}
              onChange={() => props.onChoose(choice.value)}
            />
            <span class="choice-text">
              <span class="choice-label">{choice.label}</span>
              {choice.detail && <span class="choice-detail">{choice.detail}</span>}
            </span>
            {choice.icon && <Icon name={choice.icon} />}
          </label>
        ))}
      </div>
    </FieldGroup>
  );
}

export type SegmentedControlProps<Value extends string> = ChoiceGroupProps<Value>;

export function SegmentedControl<Value extends string>(props: SegmentedControlProps<Value>) {
  const name = useId();
  return (
    <FieldGroup {...props}>
      <div class="segments">
        {props.choices.map((choice) => (
          <label key={choice.value}>
            <input
              type="radio"
              class="hidden-input"
              name={name}
              value={choice.value}
              checked={choice.value === props.value}
              disabled={choice.disabled}
              onChange={() => props.onChoose(choice.value)}
            />
            <span class="segment-face">
              {choice.icon && <Icon name={choice.icon} size="small" />}
              <span>{choice.label}</span>
            </span>
          </label>
        ))}
      </div>
    </FieldGroup>
  );
}
