/** A national id on the screen: the last four digits, the whole number for twenty seconds on a tap, because the screen faces the queue. */
import { useEffect, useState } from 'preact/hooks';
import { formatNationalId, maskNationalId, parseNationalId } from '../../../domain/national-id.ts';
import { useApp, useText } from '../../app-context.ts';
import { Button } from '../../parts/button.tsx';
import { TextField } from '../../parts/text-field.tsx';

const shownForMs = 20_000;

export function MaskedNationalId({ id }: { id: string }) {
  const t = useText();
  const [isShown, setShown] = useState(false);
  useEffect(() => {
    if (!isShown) return undefined;
    const timer = setTimeout(() => setShown(false), shownForMs);
    return () => clearTimeout(timer);
  }, [isShown]);
  return (
    <span class="national-id">
      <span class="figure-text">{isShown ? formatNationalId(id) : maskNationalId(id)}</span>
      <Button kind="quiet" icon={isShown ? 'close' : 'lock'} onPress={() => setShown(!isShown)}>
        {t(isShown ? 'member.id.hide' : 'member.id.show')}
      </Button>
      {isShown && <span class="quiet small">{t('member.id.shown-for')}</span>}
    </span>
  );
}

/** True when somebody with this number is in another group of this phone; nothing else of that group is read (case 9). */
export function useIsInOtherGroup(g: string, id: string | undefined): boolean {
  const { store } = useApp();
  const [found, setFound] = useState(false);
  useEffect(() => {
    let current = true;
    setFound(false);
    if (id === undefined) return undefined;
    void (async () => {
      for (const group of await store.groups()) {
        if (group.id === g) continue;
        const holders = await store.row<'id'>(group.id, `id:${id}`);
        if (!current) return;
        if (holders !== undefined && holders.members.length > 0) {
          setFound(true);
          return;
        }
      }
    })();
    return () => {
      current = false;
    };
  }, [store, g, id]);
  return found;
}

export interface NationalIdFieldProps {
  value: string;
  error?: string | undefined;
  onText: (text: string) => void;
  /** a wrong number is put off; the member is saved all the same (case 7) */
  onLater: () => void;
}

export function NationalIdField({ value, error, onText, onLater }: NationalIdFieldProps) {
  const t = useText();
  const [isOpen, setOpen] = useState(false);
  const reading = parseNationalId(value);
  return (
    <div class="stack-tight" onFocusIn={() => setOpen(true)} onFocusOut={() => setOpen(false)}>
      <TextField
        label={t('member.field.nationalId-box')}
        hint={isOpen && reading.ok ? formatNationalId(reading.id) : t('member.id.hint')}
        name="nationalId"
        inputMode="numeric"
        maxLength={24}
        value={isOpen || !reading.ok ? value : maskNationalId(reading.id)}
        error={error}
        onText={(text) => {
          if (isOpen) onText(text);
        }}
      />
      {error !== undefined && (
        <div>
          <Button kind="quiet" icon="clock" onPress={onLater}>
            {t('member.id.later')}
          </Button>
        </div>
      )}
    </div>
  );
}
