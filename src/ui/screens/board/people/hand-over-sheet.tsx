/** An officer is replaced: who answers for these groups from now on, and why. What happens to the phones is said before. */
import { useState } from 'preact/hooks';
import { areaName } from '../../../../content/areas.ts';
import type { BoardPeople, PeopleGroup } from '../../../../protocol/people.ts';
import { useText } from '../../../app-context.ts';
import { Banner } from '../../../parts/banner.tsx';
import { CheckRow } from '../../../parts/check-row.tsx';
import { FieldGroup } from '../../../parts/field.tsx';
import { SelectField } from '../../../parts/select-field.tsx';
import { TextField } from '../../../parts/text-field.tsx';
import { showToast } from '../../../parts/toast.tsx';
import { bareNameOf } from '../in-words.ts';
import { SheetForm } from '../board-sheet-form.tsx';
import { fieldRoles, successorsFor } from './person-words.ts';
import { Refusal } from './refusal.tsx';
import { useOfficeAct } from './use-people.ts';

export interface HandOverSheetProps {
  board: BoardPeople;
  groups: readonly PeopleGroup[];
  onDone: () => void;
  onClose: () => void;
}

export function HandOverSheet({ board, groups, onDone, onClose }: HandOverSheetProps) {
  const t = useText();
  const office = useOfficeAct();
  const [chosen, setChosen] = useState<readonly string[]>(groups.map(({ id }) => id));
  const [to, setTo] = useState<string>();
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const moving = groups.filter(({ id }) => chosen.includes(id));
  const successors = successorsFor(board, moving);
  const successor = successors.find(({ user }) => user === to);
  const known = successor?.grants
    .filter(({ role, state }) => state === 'in-force' && fieldRoles.includes(role))
    .flatMap(({ areas }) => areas);
  const more = [...new Set(moving.map(({ tambon }) => tambon))].filter((tambon) => !known?.some((area) => tambon.startsWith(area)));

  const handOver = async () => {
    setTried(true);
    if (successor === undefined || reason.trim() === '' || moving.length === 0) return;
    const answer = await office.ask('hand-over', { groups: [...chosen], to: successor.user, reason: reason.trim() });
    if (answer === undefined) return;
    showToast({ text: t('people.hand-over.done', { n: moving.length, name: successor.name }), icon: 'check' });
    onDone();
  };

  return (
    <SheetForm
      title={t('people.hand-over.title')}
      save={t('people.hand-over.action', { n: moving.length })}
      busy={office.busy}
      busyLabel={t('people.asking')}
      onSave={() => void handOver()}
      onClose={onClose}
    >
      <Refusal office={office} />
      <p>{t('people.hand-over.what')}</p>
      {successors.length === 0 ? (
        <Banner tone="attention">{t('people.hand-over.nobody')}</Banner>
      ) : (
        <SelectField
          label={t('people.hand-over.to')}
          options={successors.map(({ user, name }) => ({ value: user, label: name }))}
          value={to}
          placeholder={t('people.hand-over.choose')}
          error={tried && successor === undefined ? t('people.hand-over.missing') : undefined}
          onChoose={setTo}
        />
      )}
      {successor !== undefined && more.length > 0 && (
        <p class="quiet">{t('people.hand-over.areas', { areas: more.map((code) => areaName(code) ?? code).join(', ') })}</p>
      )}
      <TextField
        label={t('people.reason')}
        value={reason}
        maxLength={1000}
        error={tried && reason.trim() === '' ? t('people.reason.missing') : undefined}
        onText={setReason}
      />
      <FieldGroup
        label={t('people.hand-over.groups', { n: groups.length })}
        error={tried && moving.length === 0 ? t('people.group.missing') : undefined}
      >
        <div class="people-checks">
          {groups.map((group) => (
            <CheckRow
              key={group.id}
              label={bareNameOf(group, t)}
              detail={t('common.tambon', { name: areaName(group.tambon) ?? group.tambon })}
              checked={chosen.includes(group.id)}
              onCheck={(isChosen) => setChosen(isChosen ? [...chosen, group.id] : chosen.filter((id) => id !== group.id))}
            />
          ))}
        </div>
      </FieldGroup>
    </SheetForm>
  );
}
