/** Inviting somebody: role, place, name, for a volunteer the last day; then the code, once. */
import { useState } from 'preact/hooks';
import type { PeopleGroup } from '../../../../protocol/people.ts';
import type { Role } from '../../../../domain/vocabulary.ts';
import { useText, useToday } from '../../../app-context.ts';
import { Button } from '../../../parts/button.tsx';
import { BottomSheet } from '../../../parts/dialog.tsx';
import { SelectField } from '../../../parts/select-field.tsx';
import { TextField } from '../../../parts/text-field.tsx';
import { bareNameOf } from '../in-words.ts';
import { AreaPicker } from './area-picker.tsx';
import { CodeCard, type ShownCode } from './code-card.tsx';
import { Refusal } from './refusal.tsx';
import { useOfficeAct } from './use-people.ts';
import { endOfTerm, UntilField } from './volunteer-term.tsx';

export interface InviteSheetProps {
  within: string;
  /** roles that this person may invite */
  roles: readonly Role[];
  groups: readonly PeopleGroup[];
  /** the group whose committee gets an account; then nothing but a name is asked */
  group?: PeopleGroup | undefined;
  onInvited: () => void;
  onClose: () => void;
}

export function InviteSheet({ within, roles, groups, group, onInvited, onClose }: InviteSheetProps) {
  const t = useText();
  const todayOn = useToday();
  const office = useOfficeAct();
  const [role, setRole] = useState<Role>(group === undefined ? 'field-officer' : 'committee');
  const [name, setName] = useState('');
  const [district, setDistrict] = useState(within.length === 4 ? within : undefined);
  const [tambons, setTambons] = useState<readonly string[]>([]);
  const [groupId, setGroupId] = useState(group?.id);
  const [until, setUntil] = useState<string | undefined>(endOfTerm(todayOn));
  const [tried, setTried] = useState(false);
  const [shown, setShown] = useState<ShownCode>();
  const chosenGroup = groups.find(({ id }) => id === groupId);
  const areas =
    role === 'committee'
      ? chosenGroup === undefined ? [] : [chosenGroup.tambon]
      : role === 'district-chief' ? [district].filter((code) => code !== undefined) : tambons; // prettier-ignore
  const isUntilBad = role === 'volunteer' && (until === undefined || until < todayOn);

  const invite = async () => {
    setTried(true);
    if (name.trim() === '' || areas.length === 0 || isUntilBad) return;
    const answer = await office.ask('invite', {
      role,
      areas: [...areas],
      name: name.trim(),
      ...(role === 'committee' && groupId !== undefined && { groups: [groupId] }),
      ...(role === 'volunteer' && { until }),
    });
    if (answer === undefined) return;
    setShown({ code: answer.code, expiresAt: answer.expiresAt, name: name.trim() });
    onInvited();
  };

  return (
    <BottomSheet
      open
      onClose={onClose}
      title={t(shown !== undefined ? 'people.code.title' : group === undefined ? 'people.invite.title' : 'people.committee.invite')}
      closeLabel={t('common.close')}
      actions={
        shown === undefined ? (
          <Button kind="primary" wide busy={office.busy} busyLabel={t('people.asking')} onPress={() => void invite()}>
            {t('people.invite.action')}
          </Button>
        ) : (
          <Button kind="primary" wide onPress={onClose}>
            {t('people.code.done')}
          </Button>
        )
      }
    >
      {shown !== undefined ? (
        <CodeCard {...shown} />
      ) : (
        <>
          <Refusal office={office} />
          <TextField
            label={t('people.name')}
            hint={group === undefined ? undefined : t('people.committee.invite.hint', { group: bareNameOf(group, t) })}
            value={name}
            maxLength={200}
            error={tried && name.trim() === '' ? t('people.name.missing') : undefined}
            onText={setName}
          />
          {group === undefined && (
            <SelectField
              label={t('people.role')}
              options={roles.map((value) => ({ value, label: t(`signin.role.${value}`) }))}
              value={role}
              onChoose={setRole}
            />
          )}
          {role === 'committee' ? (
            group === undefined && (
              <SelectField
                label={t('people.group')}
                options={groups.map((each) => ({ value: each.id, label: bareNameOf(each, t) }))}
                value={groupId}
                placeholder={t('people.group.choose')}
                error={tried && groupId === undefined ? t('people.group.missing') : undefined}
                onChoose={setGroupId}
              />
            )
          ) : (
            <AreaPicker
              within={within}
              district={district}
              tambons={tambons}
              withTambons={role !== 'district-chief'}
              error={tried && areas.length === 0 ? t('people.area.missing') : undefined}
              onDistrict={(code) => {
                setDistrict(code);
                setTambons([]);
              }}
              onTambons={setTambons}
            />
          )}
          {role === 'volunteer' && <UntilField on={until} isMissing={tried && isUntilBad} onDay={setUntil} />}
        </>
      )}
    </BottomSheet>
  );
}
