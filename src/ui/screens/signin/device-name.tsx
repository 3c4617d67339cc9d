/** What this phone is called at the office, whichever way somebody signs in. */
import { useEffect, useState } from 'preact/hooks';
import type { Translate } from '../../../content/text.ts';
import { keepChoice, readChoice } from '../../boot/choices.ts';
import type { BootParts } from '../../boot/parts.ts';
import { TextField, type TextFieldProps } from '../../parts/text-field.tsx';

/** What the person called this phone before, else its make, else a plain word; typed words are never replaced. */
export function useDeviceName(t: Translate, facts: BootParts['facts']): [string, (name: string) => void] {
  const [name, setName] = useState(() => readChoice('device-name'));
  const [model, setModel] = useState<string>();
  useEffect(() => {
    let current = true;
    void facts.model().then((told) => current && setModel(told));
    return () => {
      current = false;
    };
  }, [facts]);
  return [name ?? model ?? t('signin.device.default'), setName];
}

export function keepDeviceName(typed: string, t: Translate): string {
  const name = typed.trim() === '' ? t('signin.device.default') : typed.trim().slice(0, 100);
  keepChoice('device-name', name);
  return name;
}

export function DeviceNameField({ t, ...field }: { t: Translate } & Pick<TextFieldProps, 'value' | 'onText' | 'onEnter' | 'disabled'>) {
  return (
    <TextField label={t('signin.device.label')} hint={t('signin.device.hint')} maxLength={100} enterKeyHint="go" name="device" {...field} />
  );
}
