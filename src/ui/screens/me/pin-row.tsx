/** The six digits of this person on this phone: set, changed, given up. */
import { useEffect, useState } from 'preact/hooks';
import { isEasyPin, isWholePin } from '../../../domain/pin.ts';
import { useApp } from '../../app-context.ts';
import { useThisPhone } from '../../boot/this-phone.ts';
import { Button } from '../../parts/button.tsx';
import { BottomSheet } from '../../parts/dialog.tsx';
import { IconTile, ListRow } from '../../parts/list-row.tsx';
import { showToast } from '../../parts/toast.tsx';
import { PinField } from '../lock/pin-field.tsx';
import { pinWords } from '../lock/pin-words.ts';
import '../../style/screens/lock.css';

export function PinRow() {
  const { t } = useApp();
  const { pin } = useThisPhone();
  const [has, setHas] = useState<boolean>();
  const [isOpen, setOpen] = useState(false);
  const look = () => void pin.has().then(setHas);
  useEffect(look, []);
  if (has === undefined) return <ListRow leading={<IconTile icon="lock" />} title={t('common.loading')} />;
  return (
    <>
      <ListRow
        leading={<IconTile icon="lock" tone={has ? 'done' : 'waiting'} />}
        title={t(has ? 'lock.row.on' : 'lock.row.off')}
        subtitle={t(has ? 'lock.row.on.body' : 'lock.row.off.body')}
        onPress={() => setOpen(true)}
      />
      {isOpen && (
        <PinSheet
          has={has}
          onClose={() => {
            setOpen(false);
            look();
          }}
        />
      )}
    </>
  );
}

type Wrong = { readonly at: 'before' | 'new' | 'again'; readonly words: string };

function PinSheet({ has, onClose }: { has: boolean; onClose: () => void }) {
  const { t, nowMs } = useApp();
  const { pin } = useThisPhone();
  const [before, setBefore] = useState('');
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  const [wrong, setWrong] = useState<Wrong>();
  const [busy, setBusy] = useState(false);

  /** Wrong digits count here as they do at the lock: nobody guesses them in this sheet instead. */
  const knowsBefore = async (): Promise<boolean> => {
    if (!has) return true;
    const answer = await pin.try(before);
    if (answer.is === 'right') return true;
    setWrong({ at: 'before', words: pinWords(answer, nowMs(), t) ?? '' });
    return false;
  };
  const leave = async (change: () => Promise<void>, words: string) => {
    if (busy) return;
    setBusy(true);
    if (await knowsBefore()) {
      await change();
      showToast({ text: words, icon: 'check' });
      onClose();
      return;
    }
    setBusy(false);
  };
  const save = async () => {
    if (!isWholePin(next)) return setWrong({ at: 'new', words: t('lock.short') });
    if (isEasyPin(next)) return setWrong({ at: 'new', words: t('lock.easy') });
    if (next !== again) return setWrong({ at: 'again', words: t('lock.differs') });
    return leave(async () => pin.set(next), t('lock.saved'));
  };
  const at = (place: Wrong['at']) => (wrong?.at === place ? wrong.words : undefined);

  return (
    <BottomSheet
      open
      title={t(has ? 'lock.change.title' : 'lock.set.title')}
      closeLabel={t('common.close')}
      onClose={onClose}
      actions={
        <>
          {has && (
            <Button kind="quiet" disabled={busy} onPress={() => void leave(pin.drop, t('lock.dropped'))}>
              {t('lock.drop')}
            </Button>
          )}
          <Button kind="primary" busy={busy} onPress={() => void save()}>
            {t('lock.save')}
          </Button>
        </>
      }
    >
      {has && <PinField label={t('lock.before')} digits={before} onDigits={setBefore} error={at('before')} />}
      <PinField label={t('lock.new')} hint={t('lock.new.hint')} digits={next} onDigits={setNext} error={at('new')} />
      <PinField label={t('lock.again')} digits={again} onDigits={setAgain} error={at('again')} />
      <p class="quiet small">{t('lock.limits')}</p>
    </BottomSheet>
  );
}
