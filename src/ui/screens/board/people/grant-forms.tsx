/** Giving somebody one more right, and ending one; both with a reason that the person can read. */
import { useState } from 'preact/hooks';
import type { BoardPerson } from '../../../../protocol/people.ts';
import { addDays } from '../../../../domain/thai-calendar.ts';
import { useApp, useText, useToday } from '../../../app-context.ts';
import { DateField } from '../../../fields/date-field.tsx';
import { Banner } from '../../../parts/banner.tsx';
import { Button } from '../../../parts/button.tsx';
import { SegmentedControl } from '../../../parts/choice-group.tsx';
import { TextField } from '../../../parts/text-field.tsx';
import { showToast } from '../../../parts/toast.tsx';
import { useBoardWords } from '../in-words.ts';
import { AreaPicker } from './area-picker.tsx';
import { type PersonGrant } from './person-words.ts';
import { Refusal } from './refusal.tsx';
import { useOfficeAct } from './use-people.ts';
import { endOfTerm, UntilField } from './volunteer-term.tsx';

export function GiveGrant({ person, within, onDone }: { person: BoardPerson; within: string; onDone: () => void }) {
  const t = useText();
  const todayOn = useToday();
  const { newId } = useApp();
  const office = useOfficeAct();
  const [grant] = useState(newId);
  const [role, setRole] = useState<'field-officer' | 'volunteer'>('field-officer');
  const [district, setDistrict] = useState(within.length === 4 ? within : undefined);
  const [areas, setAreas] = useState<readonly string[]>([]);
  const [from, setFrom] = useState<string | undefined>(todayOn);
  const [until, setUntil] = useState<string | undefined>(endOfTerm(todayOn));
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const isUntilBad = role === 'volunteer' && (until === undefined || until < (from ?? todayOn));
  const give = async () => {
    setTried(true);
    if (areas.length === 0 || reason.trim() === '' || isUntilBad) return;
    const body = { grant, user: person.user, role, areas: [...areas], reason: reason.trim(), ...(from !== undefined && { from }) };
    if ((await office.ask('grant', { ...body, ...(role === 'volunteer' && { until }) })) === undefined) return;
    showToast({ text: t('people.grant.done', { name: person.name }), icon: 'check' });
    onDone();
  };
  return (
    <>
      <Refusal office={office} />
      <SegmentedControl
        label={t('people.role')}
        choices={(['field-officer', 'volunteer'] as const).map((value) => ({ value, label: t(`signin.role.${value}`) }))}
        value={role}
        onChoose={setRole}
      />
      <AreaPicker
        within={within}
        district={district}
        tambons={areas}
        withTambons
        error={tried && areas.length === 0 ? t('people.area.missing') : undefined}
        onDistrict={(code) => {
          setDistrict(code);
          setAreas([]);
        }}
        onTambons={setAreas}
      />
      <DateField label={t('people.from')} on={from} onDay={setFrom} />
      {role === 'volunteer' && <UntilField on={until} isMissing={tried && isUntilBad} onDay={setUntil} />}
      <Reason value={reason} tried={tried} onText={setReason} />
      <Button kind="primary" wide busy={office.busy} busyLabel={t('people.asking')} onPress={() => void give()}>
        {t('people.grant.action')}
      </Button>
    </>
  );
}

export interface EndGrantProps {
  grant: PersonGrant;
  /** how many groups this person still answers for */
  groups: number;
  onDone: () => void;
}

export function EndGrant({ grant, groups, onDone }: EndGrantProps) {
  const t = useText();
  const words = useBoardWords();
  const todayOn = useToday();
  const office = useOfficeAct();
  const [lastOn, setLastOn] = useState<string | undefined>(addDays(todayOn, -1));
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const isBad = lastOn === undefined || lastOn < addDays(todayOn, -1);
  const end = async () => {
    setTried(true);
    if (lastOn === undefined || isBad || reason.trim() === '') return;
    if ((await office.ask('end', { grant: grant.id, on: addDays(lastOn, 1), reason: reason.trim() })) === undefined) return;
    showToast({ text: t('people.end.done', { day: words.day(lastOn) }), icon: 'check' });
    onDone();
  };
  return (
    <>
      <Refusal office={office} />
      <p>{t('people.end.what')}</p>
      {groups > 0 && <Banner tone="attention">{t('people.end.groups', { n: groups })}</Banner>}
      <DateField
        label={t('people.end.last')}
        hint={t('people.end.last.hint')}
        on={lastOn}
        error={tried && isBad ? t('people.end.past') : undefined}
        onDay={setLastOn}
      />
      <Reason value={reason} tried={tried} onText={setReason} />
      <Button kind="danger" wide busy={office.busy} busyLabel={t('people.asking')} onPress={() => void end()}>
        {t('people.end.action')}
      </Button>
    </>
  );
}

function Reason({ value, tried, onText }: { value: string; tried: boolean; onText: (text: string) => void }) {
  const t = useText();
  return (
    <TextField
      label={t('people.reason')}
      hint={t('people.reason.hint')}
      value={value}
      maxLength={1000}
      error={tried && value.trim() === '' ? t('people.reason.missing') : undefined}
      onText={onText}
    />
  );
}
