/** A password for signing in on the next phone: set, changed, given up. Asked and changed online only; nothing of it is kept here. */
import { useEffect, useState } from 'preact/hooks';
import { passwordProblem, readAccountName, type PasswordProblem } from '../../../domain/password.ts';
import type { PasswordState } from '../../../protocol/password.ts';
import { readPasswordState, removePassword } from '../../../sync/password.ts';
import { wallNet, type NetProblem } from '../../../sync/transport.ts';
import { useApp } from '../../app-context.ts';
import { useThisPhone } from '../../boot/this-phone.ts';
import { Banner } from '../../parts/banner.tsx';
import { Button } from '../../parts/button.tsx';
import { ConfirmSheet } from '../../parts/confirm-sheet.tsx';
import { BottomSheet } from '../../parts/dialog.tsx';
import { IconTile, List, ListRow } from '../../parts/list-row.tsx';
import { PasswordField } from '../../parts/password-field.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { showToast } from '../../parts/toast.tsx';
import { useMoment } from '../../photo/moment.ts';
import { useAskOffice } from '../../use-ask-office.ts';
import { askedWords } from './asked-words.ts';

export function PasswordRow() {
  const { t, nowMs } = useApp();
  const moment = useMoment();
  const askOffice = useAskOffice();
  const [state, setState] = useState<PasswordState>();
  const [isOpen, setOpen] = useState(false);
  const look = async () => {
    const answer = await askOffice(async () => readPasswordState({ ...wallNet, nowMs }));
    if (answer.ok) setState(answer.state);
  };
  useEffect(() => void look(), []);
  // without signal the list above says so
  if (state === undefined) return null;
  const { name, changedAt } = state;
  return (
    <>
      <List label={t('me.password')}>
        <ListRow
          leading={<IconTile icon="key" tone={name === null ? 'plain' : 'done'} />}
          title={t('me.password')}
          subtitle={name === null || changedAt === null ? t('me.password.none') : t('me.password.set', { name, when: moment(changedAt) })}
          onPress={() => setOpen(true)}
        />
      </List>
      {isOpen && (
        <PasswordSheet
          state={state}
          onClose={() => {
            setOpen(false);
            void look();
          }}
        />
      )}
    </>
  );
}

type Wrong = { readonly at: 'name' | 'before' | 'new' | 'all'; readonly words: string };

function PasswordSheet({ state, onClose }: { state: PasswordState; onClose: () => void }) {
  const { t, me, nowMs } = useApp();
  const { setPassword } = useThisPhone();
  const askOffice = useAskOffice();
  const [name, setName] = useState(state.name ?? '');
  const [before, setBefore] = useState('');
  const [next, setNext] = useState('');
  const [wrong, setWrong] = useState<Wrong>();
  const [busy, setBusy] = useState(false);
  const [isDropping, setDropping] = useState(false);

  const leave = async (change: () => ReturnType<typeof setPassword>, words: string) => {
    if (busy) return;
    setBusy(true);
    setWrong(undefined);
    const answer = await askOffice(change);
    setBusy(false);
    if (!answer.ok) return setWrong(wrongOf(answer.problem));
    showToast({ text: words, icon: 'check' });
    onClose();
  };
  const wrongOf = (problem: NetProblem): Wrong => {
    if (problem === 'name-taken') return { at: 'name', words: t('me.password.name.taken') };
    if (problem === 'password-wrong') return { at: 'before', words: t('me.password.before.wrong') };
    return { at: 'all', words: askedWords(t, problem) };
  };
  const save = async () => {
    const account = readAccountName(name);
    if (account === undefined) return setWrong({ at: 'name', words: t('me.password.name.bad') });
    const problem: PasswordProblem | undefined = passwordProblem(next, account);
    if (problem !== undefined) return setWrong({ at: 'new', words: t(`me.password.new.${problem}`) });
    const asked = { name: account, password: next, ...(state.asksBefore && { before }) };
    return leave(async () => setPassword(me.user, asked), t('me.password.saved'));
  };
  const at = (place: Wrong['at']) => (wrong?.at === place ? wrong.words : undefined);
  const words = { showLabel: t('signin.password.show'), hideLabel: t('signin.password.hide'), disabled: busy };

  return (
    <BottomSheet
      open
      title={t('me.password')}
      closeLabel={t('common.close')}
      onClose={onClose}
      actions={
        <>
          {state.name !== null && (
            <Button kind="quiet" disabled={busy} onPress={() => setDropping(true)}>
              {t('me.password.drop')}
            </Button>
          )}
          <Button kind="primary" busy={busy} busyLabel={t('me.phones.asking')} onPress={() => void save()}>
            {t('me.password.save')}
          </Button>
        </>
      }
    >
      <p>{t('me.password.lead')}</p>
      {wrong?.at === 'all' && (
        <Banner tone="attention" announce>
          {wrong.words}
        </Banner>
      )}
      <TextField
        label={t('signin.account.label')}
        hint={t('me.password.name.hint')}
        error={at('name')}
        value={name}
        onText={setName}
        autoComplete="username"
        inputMode="email"
        name="username"
        maxLength={60}
        disabled={busy}
      />
      {state.asksBefore && (
        <PasswordField
          {...words}
          label={t('me.password.before')}
          error={at('before')}
          value={before}
          onText={setBefore}
          autoComplete="current-password"
        />
      )}
      <PasswordField
        {...words}
        label={t('me.password.new')}
        hint={t('me.password.new.hint')}
        error={at('new')}
        value={next}
        onText={setNext}
        autoComplete="new-password"
      />
      <p class="quiet small">{t('me.password.limits')}</p>
      <ConfirmSheet
        open={isDropping}
        title={t('me.password.drop')}
        confirmLabel={t('me.password.drop')}
        cancelLabel={t('common.cancel')}
        danger
        onConfirm={() => {
          setDropping(false);
          void leave(async () => removePassword({ ...wallNet, nowMs }), t('me.password.dropped'));
        }}
        onCancel={() => setDropping(false)}
      >
        <p>{t('me.password.drop.what')}</p>
      </ConfirmSheet>
    </BottomSheet>
  );
}
