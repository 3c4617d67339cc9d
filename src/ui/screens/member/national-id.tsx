/** A national id on the screen: the last four digits, the whole number for twenty seconds on a tap, because the screen faces the queue. */
import { useEffect, useState } from 'preact/hooks';
import { formatNationalId, maskNationalId, parseNationalId } from '../../../domain/national-id.ts';
import type { PayloadOf } from '../../../domain/operation.ts';
import type { MemberRow } from '../../../domain/row.ts';
import { useApp, useRecorder, useText, useToday } from '../../app-context.ts';
import { Button } from '../../parts/button.tsx';
import { BottomSheet } from '../../parts/dialog.tsx';
import { isReasonSaid, ReasonChoice, type SaidReason } from '../../parts/reason-choice.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { lookReasonInWords } from '../../tables/member-data-sheet.ts';
import { SavingProblem, useSaving } from '../../use-saving.tsx';

const shownForMs = 20_000;
type LookReason = PayloadOf<'member.unmask'>['reason'];
const lookReasons = ['loan-papers', 'bank-papers', 'check-register', 'member-asked', 'other'] as const satisfies readonly LookReason[];

interface MaskedNationalIdProps {
  g: string;
  member: MemberRow;
  id: string;
}

/** Who wrote the number down sees it on a tap; anybody else says what for, and the group keeps that. */
export function MaskedNationalId({ g, member, id }: MaskedNationalIdProps) {
  const t = useText();
  const { me } = useApp();
  const [isShown, setShown] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const writer = member.authors?.[member.setBy?.['nationalId'] ?? '']?.by ?? member.addedBy;
  useEffect(() => {
    if (!isShown) return undefined;
    const timer = setTimeout(() => setShown(false), shownForMs);
    return () => clearTimeout(timer);
  }, [isShown]);
  return (
    <span class="national-id">
      <span class="figure-text">{isShown ? formatNationalId(id) : maskNationalId(id)}</span>
      <Button
        kind="quiet"
        icon={isShown ? 'close' : 'lock'}
        onPress={() => (isShown || writer === me.user ? setShown(!isShown) : setAsking(true))}
      >
        {t(isShown ? 'member.id.hide' : 'member.id.show')}
      </Button>
      {isShown && <span class="quiet small">{t('member.id.shown-for')}</span>}
      <BottomSheet open={isAsking} onClose={() => setAsking(false)} title={t('member.id.ask')} closeLabel={t('common.close')}>
        {isAsking && (
          <WhyLooked
            g={g}
            member={member.id}
            onSaid={() => {
              setAsking(false);
              setShown(true);
            }}
          />
        )}
      </BottomSheet>
    </span>
  );
}

/** Records the reason; only then the number is shown. */
function WhyLooked({ g, member, onSaid }: { g: string; member: string; onSaid: () => void }) {
  const t = useText();
  const { newId } = useApp();
  const todayOn = useToday();
  const recorder = useRecorder(g);
  const saving = useSaving();
  const [said, setSaid] = useState<SaidReason<LookReason>>({ reason: undefined, note: '' });
  const [attempted, setAttempted] = useState(false);
  const look = async () => {
    setAttempted(true);
    const { reason, note } = said;
    if (reason === undefined || !isReasonSaid(said)) return;
    const payload = { look: newId(), member, on: todayOn, reason, ...(reason === 'other' && { note: note.trim() }) };
    if (await saving.run(() => recorder.save([recorder.act('member.unmask', payload)]))) onSaid();
  };
  return (
    <div class="stack">
      <p>{t('member.id.ask.note')}</p>
      <SavingProblem saving={saving} />
      <ReasonChoice
        label={t('member.id.reason')}
        missing={t('member.id.reason.missing')}
        options={lookReasons.map((value) => ({ value, label: lookReasonInWords(value, t) }))}
        said={said}
        attempted={attempted}
        onSay={setSaid}
      />
      <Button kind="primary" wide busy={saving.busy} busyLabel={t('common.saving')} onPress={() => void look()}>
        {t('member.id.look')}
      </Button>
    </div>
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
