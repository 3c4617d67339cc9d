/** Whether the office may remind this phone before a report falls due: the browser asks after a tap, and what stands in the way is said. */
import { useEffect, useState } from 'preact/hooks';
import type { Reminders, ReminderState } from '../../../sync/reminders.ts';
import { useApp } from '../../app-context.ts';
import { useThisPhone } from '../../boot/this-phone.ts';
import { SegmentedControl } from '../../parts/choice-group.tsx';

export function ReminderChoice() {
  const { t, me, practice } = useApp();
  const { facts, reminders: load } = useThisPhone();
  const [found, setFound] = useState<Reminders | 'none'>();
  const isOfficer = !practice && me.grants.some(({ role }) => role === 'field-officer' || role === 'volunteer');
  useEffect(() => {
    if (!isOfficer) return undefined;
    let current = true;
    void load()
      .then((reminders) => current && setFound(reminders ?? 'none'))
      .catch(() => undefined);
    return () => {
      current = false;
    };
  }, [load, isOfficer]);
  if (!isOfficer || found === undefined) return null;
  if (found !== 'none') return <ReminderSwitch reminders={found} />;
  return facts.isAppleTouch() && !facts.isInstalled() ? <p class="quiet small">{t('me.remind.install')}</p> : null;
}

function ReminderSwitch({ reminders }: { reminders: Reminders }) {
  const { t, language } = useApp();
  const [state, setState] = useState<ReminderState | 'asking'>();
  const [value, setValue] = useState<'on' | 'off'>();
  const take = (next: ReminderState, before?: 'off') => {
    setState(next);
    setValue(next === 'on' || next === 'off' ? next : next === 'needs-signal' ? before : 'off');
  };
  useEffect(() => {
    let current = true;
    void reminders
      .state()
      .catch(() => 'refused' as const)
      .then((now) => current && take(now));
    return () => {
      current = false;
    };
  }, [reminders]);
  useEffect(() => {
    if (value === 'on') void reminders.speak(language).catch(() => undefined);
  }, [reminders, value, language]);
  const choose = async (next: 'on' | 'off') => {
    setState('asking');
    take(await (next === 'on' ? reminders.turnOn() : reminders.turnOff()).catch(() => 'refused' as const), 'off');
  };
  return (
    <>
      <SegmentedControl
        label={t('me.remind')}
        hint={t('me.remind.hint')}
        value={value}
        choices={(['off', 'on'] as const).map((each) => ({
          value: each,
          label: t(`me.remind.${each}`),
          disabled: state === 'asking' || (state === 'blocked' && each === 'on'),
        }))}
        onChoose={(next) => void choose(next)}
      />
      {state !== undefined && state !== 'on' && state !== 'off' && (
        <p class="quiet small" role="status">
          {t(`me.remind.why.${state}`)}
        </p>
      )}
    </>
  );
}
