/** A new group: where it is, what it is called, and for an old group the totals of its paper books. */
import { useLocation } from 'preact-iso';
import { useRef, useState } from 'preact/hooks';
import { useApp, useRecorder, useText, useToday } from '../app-context.ts';
import { ChoiceGroup } from '../parts/choice-group.tsx';
import { showToast } from '../parts/toast.tsx';
import { useDraft } from '../use-draft.ts';
import { grantedTambons } from './group/area-choice.ts';
import { FormScreen } from './group/form-screen.tsx';
import { GroupFields } from './group/group-fields.tsx';
import {
  blankNewGroup,
  findNewGroupProblems,
  newGroupPayload,
  nameFromVillage,
  villageNameOf,
  type NewGroupForm,
} from './group/new-group-form.ts';
import { useSaving } from '../use-saving.tsx';
import '../style/screens/group.css';

export function GroupNewScreen() {
  const t = useText();
  const { newId, me } = useApp();
  const todayOn = useToday();
  const { route } = useLocation();
  const granted = grantedTambons(me.grants, todayOn);
  const [blank] = useState(() => blankNewGroup(newId(), todayOn, granted.length === 1 ? granted[0]?.tambon.code : undefined));
  const draft = useDraft<NewGroupForm>('group-new', blank);
  const form = draft.value;
  const recorder = useRecorder(form?.id ?? blank.id);
  const saving = useSaving();
  const [tried, setTried] = useState(false);
  const formElement = useRef<HTMLFormElement>(null);

  const ban = t('group.new.ban');
  const village = form === undefined ? '' : villageNameOf(form, ban);
  const suggestedName = nameFromVillage(village, ban, t('group.new.name-prefix'));

  const save = async (filled: NewGroupForm) => {
    setTried(true);
    if (findNewGroupProblems(filled, todayOn).size > 0) {
      requestAnimationFrame(() => {
        const place = formElement.current?.querySelector('.has-error');
        place?.querySelector<HTMLElement>('input, select, textarea')?.focus();
        place?.scrollIntoView({ block: 'center' });
      });
      return;
    }
    const name = filled.name.trim() === '' ? suggestedName : filled.name.trim();
    if (!(await saving.run(() => recorder.save([recorder.act('group.create', newGroupPayload(filled, village, name))], draft)))) return;
    showToast({ text: t('group.new.saved'), icon: 'check' });
    route(`/groups/${filled.id}`);
  };

  return (
    <FormScreen
      title={t('group.new.title')}
      back="/groups"
      form={form}
      rows={5}
      formRef={formElement}
      save={t('group.new.save')}
      saving={saving}
      onSave={(filled) => void save(filled)}
    >
      {(form) => (
        <>
          <ChoiceGroup
            label={t('group.new.kind')}
            choices={[
              { value: 'new', label: t('group.new.kind.new'), detail: t('group.new.kind.new.what') },
              { value: 'old', label: t('group.new.kind.old'), detail: t('group.new.kind.old.what') },
            ]}
            value={form.isOld ? 'old' : 'new'}
            onChoose={(kind) => draft.set({ isOld: kind === 'old' })}
          />
          <GroupFields
            form={form}
            problems={tried ? findNewGroupProblems(form, todayOn) : new Map()}
            suggestedName={suggestedName}
            onForm={draft.set}
          />
        </>
      )}
    </FormScreen>
  );
}
