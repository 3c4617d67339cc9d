/** The district's own list of groups and banks: who asked and for which bank, branch and person known, account opened; the officer and the group see the same. */
import { useState } from 'preact/hooks';
import type { PayloadOf } from '../../../domain/operation.ts';
import type { Act } from '../../../storage/phone-store.ts';
import type { BoardGroup } from '../../../protocol/board.ts';
import { useRecorder, useText, useToday } from '../../app-context.ts';
import { DateField } from '../../fields/date-field.tsx';
import { Button } from '../../parts/button.tsx';
import { Section } from '../../parts/card.tsx';
import { ChoiceGroup } from '../../parts/choice-group.tsx';
import { List, ListRow } from '../../parts/list-row.tsx';
import { Tag } from '../../parts/tag.tsx';
import { TextArea } from '../../parts/text-area.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { showToast } from '../../parts/toast.tsx';
import { useDraft } from '../../use-draft.ts';
import { bankStateOf, wantsBank, withBankWords, type BankState } from './bank-state.ts';
import { bareNameOf, useBoardWords, villageLine } from './in-words.ts';
import { SheetForm } from './board-sheet-form.tsx';
import { isOnItsWay, OwnTag } from './board-own-tag.tsx';
import { useOwnActs } from './use-own-acts.ts';

export interface BankListProps {
  groups: readonly BoardGroup[];
  /** when the groups were fetched */
  fetchedAt: string | undefined;
  mayWrite: boolean;
}

const shownAtFirst = 6;
const order: readonly BankState[] = ['none', 'requested', 'contacted', 'not-asked', 'opened'];

export function BankList({ groups, fetchedAt, mayWrite }: BankListProps) {
  const t = useText();
  const words = useBoardWords();
  const own = useOwnActs(['bank.liaise'], fetchedAt) ?? [];
  const [chosen, setChosen] = useState<BoardGroup>();
  const [isAll, setAll] = useState(false);
  const listed = groups
    .map((each) =>
      withBankWords(
        each,
        own.filter((act) => act.g === each.group.id && isOnItsWay(act)),
      ),
    )
    .filter(wantsBank)
    .toSorted((a, b) => order.indexOf(bankStateOf(a)) - order.indexOf(bankStateOf(b)));
  if (listed.length === 0) return null;
  const open = listed.filter((shown) => bankStateOf(shown) !== 'opened');
  const shown = isAll ? listed : open.slice(0, shownAtFirst);
  return (
    <Section title={t('board.bank')}>
      <p class="quiet small board-note">{t('board.bank.tally', { opened: listed.length - open.length, of: listed.length })}</p>
      {shown.length > 0 && (
        <div class="board-rows">
          <List label={t('board.bank')}>
            {shown.map((each) => {
              const state = bankStateOf(each);
              const { bank } = each.group;
              const ask = bank === undefined && each.bankAsk?.isAsked === true ? each.bankAsk : undefined;
              return (
                <ListRow
                  key={each.group.id}
                  title={bareNameOf(each.group, t)}
                  subtitle={
                    <>
                      {villageLine(each.group, t)}
                      {(bank ?? ask) && <br />}
                      {ask && [t('board.bank.asked-on', { day: words.day(ask.on) }), ask.preferred].filter(Boolean).join(' · ')}
                      {bank && [bank.bank, bank.branch, bank.contact].filter((part) => part !== undefined && part !== '').join(' · ')}
                      {bank?.requestedOn !== undefined && ` · ${t('board.bank.requested-on', { day: words.day(bank.requestedOn) })}`}
                    </>
                  }
                  trailing={
                    <span class="board-marks">
                      <Tag tone={state === 'opened' ? 'done' : state === 'none' ? 'next' : state === 'not-asked' ? 'plain' : 'waiting'}>
                        {t(`board.bank.${state}`)}
                      </Tag>
                      <OwnTag state={own.find(({ g }) => g === each.group.id)?.state} />
                    </span>
                  }
                  action={
                    mayWrite ? (
                      <Button onPress={() => setChosen(each)}>
                        {t('board.bank.record')}
                        <span class="hidden-text"> {bareNameOf(each.group, t)}</span>
                      </Button>
                    ) : undefined
                  }
                />
              );
            })}
          </List>
        </div>
      )}
      {listed.length > shown.length && (
        <Button kind="quiet" onPress={() => setAll(true)}>
          {t('board.bank.all', { n: listed.length })}
        </Button>
      )}
      {chosen && <BankSheet key={chosen.group.id} shown={chosen} onClose={() => setChosen(undefined)} />}
    </Section>
  );
}

type Liaison = PayloadOf<'bank.liaise'>;
type Values = { state: Liaison['state']; on: string | undefined; bank: string; branch: string; contact: string; note: string };
const states = ['requested', 'contacted', 'opened'] as const;

function BankSheet({ shown: { group, bankAsk }, onClose }: { shown: BoardGroup; onClose: () => void }) {
  const t = useText();
  const todayOn = useToday();
  const recorder = useRecorder(group.id);
  const { bank } = group;
  const initial: Values = {
    state: bank === undefined ? 'requested' : bank.state === 'requested' ? 'contacted' : 'opened',
    on: todayOn,
    bank: bank === undefined ? (bankAsk?.preferred ?? '') : (bank.bank ?? ''),
    branch: bank?.branch ?? '',
    contact: bank?.contact ?? '',
    note: '',
  };
  const draft = useDraft<Values>(`board.bank:${group.id}`, initial);
  const values = draft.value;
  const [isTried, setTried] = useState(false);
  const save = async () => {
    if (values?.on === undefined) return setTried(true);
    const text = (value: string) => (value.trim() === '' ? undefined : value.trim());
    const [bankName, branch, note, contact] = [text(values.bank), text(values.branch), text(values.note), text(values.contact)];
    const p: Liaison = {
      state: values.state,
      on: values.on,
      ...(bankName !== undefined && { bank: bankName }),
      ...(branch !== undefined && { branch }),
      ...(note !== undefined && { note }),
    };
    const act: Act<'bank.liaise'> = {
      ...recorder.act('bank.liaise', p, contact === undefined ? undefined : { contact }),
      id: draft.idOf('bank'),
    };
    await recorder.save([act], draft);
    showToast({ text: t('board.bank.saved'), icon: 'check' });
    onClose();
  };
  return (
    <SheetForm
      title={t('board.bank.of', { name: bareNameOf(group, t) })}
      save={t('board.bank.save')}
      onSave={() => void save()}
      onClose={onClose}
    >
      {values && (
        <>
          <ChoiceGroup
            label={t('board.bank.state')}
            choices={states.map((state) => ({ value: state, label: t(`board.bank.${state}`) }))}
            value={values.state}
            onChoose={(state) => draft.set({ state })}
          />
          <DateField
            label={t('board.bank.on')}
            on={values.on}
            onDay={(on) => draft.set({ on })}
            error={isTried && values.on === undefined ? t('board.date.missing') : undefined}
          />
          <TextField label={t('board.bank.bank')} value={values.bank} onText={(text) => draft.set({ bank: text })} maxLength={120} />
          <TextField label={t('board.bank.branch')} value={values.branch} onText={(text) => draft.set({ branch: text })} maxLength={120} />
          <TextField
            label={t('board.bank.contact')}
            hint={t('board.bank.contact.hint')}
            value={values.contact}
            onText={(text) => draft.set({ contact: text })}
            maxLength={120}
          />
          <TextArea label={t('board.bank.note')} value={values.note} onText={(text) => draft.set({ note: text })} maxLength={2000} />
        </>
      )}
    </SheetForm>
  );
}
