/** What else may be done for one member: another amount, arrears, ahead, special savings, fine, paying for others, absence, corrections. */
import { useState } from 'preact/hooks';
import { Banner } from '../../parts/banner.tsx';
import { Button } from '../../parts/button.tsx';
import { BottomSheet } from '../../parts/dialog.tsx';
import { PersonName } from '../../parts/person-name.tsx';
import { SkeletonRows } from '../../parts/skeleton.tsx';
import { TextField } from '../../parts/text-field.tsx';
import type { MemberRow } from '../../../domain/row.ts';
import type { Paid } from '../../../domain/collection.ts';
import { useText, useToday } from '../../app-context.ts';
import { nameParts } from '../../words/member-name.ts';
import { FamilyForm } from './family-form.tsx';
import { LineCorrection } from './line-correction.tsx';
import { PaymentForm } from './payment-form.tsx';
import { RecordedLines } from './recorded-lines.tsx';
import type { Collection } from './use-collection.ts';
import { usePassbook } from './use-passbook.ts';

export interface MemberSheetProps {
  collection: Collection;
  member: MemberRow;
  onClose: () => void;
}

type View = 'pay' | 'family' | 'absent' | { readonly line: Paid };

export function MemberSheet({ collection, member, onClose }: MemberSheetProps) {
  const t = useText();
  const isFuture = collection.on > useToday();
  const { g, on, month, open, absent } = collection;
  const [view, setView] = useState<View>('pay');
  /** how often the money changed under the hand: the form begins anew each time */
  const [changes, setChanges] = useState(0);
  const onChanged = () => {
    setChanges(changes + 1);
    setView('pay');
  };
  const written = usePassbook(g, member, on);
  const row = open.get(member.id);
  const recorded = (written ?? []).filter((line) => line.paidOn === on || line.forMonth === month);
  const isPaid = (collection.standings.get(member.id)?.paid ?? 0) > 0;
  return (
    <BottomSheet
      open
      onClose={onClose}
      title={
        <>
          {member.no !== undefined && `${member.no} · `}
          <PersonName parts={nameParts(member.person)} />
        </>
      }
      closeLabel={t('common.close')}
    >
      {written === undefined ? (
        <SkeletonRows count={3} label={t('common.loading')} />
      ) : typeof view === 'object' ? (
        <LineCorrection g={g} line={view.line} onDone={() => setView('pay')} />
      ) : view === 'family' ? (
        <FamilyForm collection={collection} payer={member} onDone={onClose} onBack={() => setView('pay')} onChanged={onChanged} />
      ) : view === 'absent' ? (
        <AbsenceForm note={absent[member.id]} onNote={(note) => collection.setAbsent(member.id, note)} onDone={onClose} />
      ) : (
        <>
          {changes > 0 && (
            <Banner tone="attention" announce title={t('collection.changed')}>
              {t('collection.changed-so')}
            </Banner>
          )}
          {recorded.length > 0 && <RecordedLines lines={recorded} on={on} onCorrect={(line) => setView({ line })} />}
          {!isFuture && (
            <>
              <PaymentForm
                key={changes}
                collection={collection}
                member={member}
                written={written}
                row={row}
                onDone={onClose}
                onChanged={onChanged}
              />
              <div class="payment-actions">
                <Button icon="users" onPress={() => setView('family')}>
                  {t('collection.family')}
                </Button>
                {!isPaid && (
                  <Button icon="close" onPress={() => setView('absent')}>
                    {t('collection.absent')}
                  </Button>
                )}
              </div>
            </>
          )}
        </>
      )}
    </BottomSheet>
  );
}

interface AbsenceFormProps {
  note: string | undefined;
  onNote: (note: string | undefined) => void;
  onDone: () => void;
}

/** Not to come is no money and so no line in the books; the note stays on this phone, the number of absent people is in the visit. */
function AbsenceForm({ note, onNote, onDone }: AbsenceFormProps) {
  const t = useText();
  const [text, setText] = useState(note ?? '');
  const put = (next: string | undefined) => {
    onNote(next);
    onDone();
  };
  return (
    <>
      <Banner tone="info">{t('collection.absent-so')}</Banner>
      <TextField
        label={t('collection.absent-note')}
        mark={t('common.optional')}
        value={text}
        onText={setText}
        onEnter={() => put(text.trim())}
      />
      <div class="payment-actions">
        {note !== undefined && (
          <Button icon="undo" onPress={() => put(undefined)}>
            {t('collection.absent-undo')}
          </Button>
        )}
        <Button kind="primary" wide onPress={() => put(text.trim())}>
          {t('collection.absent-put')}
        </Button>
      </div>
    </>
  );
}
