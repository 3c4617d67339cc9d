/** The end of a pledge day: cash counted against the books, what goes to the bank, who confirms, and the day is closed. */
import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';
import { cashDifference, differenceEntry, totalCash } from '../../../domain/cash-count.ts';
import { cashToCount, isDayOfBox } from '../../../domain/collection.ts';
import { formatBaht } from '../../../domain/money.ts';
import { isRefused } from '../../../domain/problem.ts';
import type { Office } from '../../../domain/vocabulary.ts';
import { useApp, useRecorder, useText } from '../../app-context.ts';
import {
  CashCountField,
  findCountProblems,
  focusReason,
  piecesCounted,
  wasCounted,
  type CashCountValues,
} from '../../fields/cash-count-field.tsx';
import { ConfirmCount } from '../../fields/confirm-count.tsx';
import { AmountField } from '../../fields/number-field.tsx';
import { ActionBar } from '../../parts/action-bar.tsx';
import { Banner } from '../../parts/banner.tsx';
import { Button, LinkButton } from '../../parts/button.tsx';
import { Section } from '../../parts/card.tsx';
import { CheckRow } from '../../parts/check-row.tsx';
import { SkeletonRows } from '../../parts/skeleton.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { useDraft } from '../../use-draft.ts';
import { SavingProblem, useSaving } from '../../use-saving.tsx';
import { plainName } from '../../words/member-name.ts';
import { addressOf, CollectionFrame } from './collection-frame.tsx';
import { useDayEnd } from './use-day-end.ts';
import type { Collection } from './use-collection.ts';

interface CloseValues extends CashCountValues {
  deposit: number | undefined;
  slip: string;
  confirmedBy: readonly Office[];
  /** the officer was there: item 3.2 */
  visited: boolean;
}

const confirmers = ['chair', 'vice-chair', 'secretary', 'treasurer'] as const;

export function CloseDay({ collection }: { collection: Collection }) {
  const t = useText();
  const { me } = useApp();
  const { route } = useLocation();
  const { g, on, group, members, came, meeting, writtenBy, day, open, sheet } = collection;
  const recorder = useRecorder(g);
  const saving = useSaving();
  const end = useDayEnd(collection);
  const isOfficer = !me.grants.some((grant) => grant.role === 'committee');
  const draft = useDraft<CloseValues>(`collection-close:${g}:${on}`, {
    pieces: {},
    reason: '',
    deposit: undefined,
    slip: '',
    confirmedBy: [],
    visited: isOfficer && group.visits.lastOn !== on,
  });
  const [attempted, setAttempted] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const values = draft.value;
  const back = addressOf(collection, 'roll');
  if (values === undefined || end === undefined)
    return (
      <CollectionFrame collection={collection} title={t('collection.close.title')} back={back} focusKey="close">
        <SkeletonRows count={6} label={t('common.loading')} />
      </CollectionFrame>
    );

  const isBox = isDayOfBox(day) && open.size === 0;
  const { expected, before } = cashToCount(day, group.money.cash);
  const counted = totalCash(values.pieces).satang;
  const difference = cashDifference(counted, expected);
  const { filled } = group.committee;
  const people = new Set(values.confirmedBy.map((office) => filled[office] ?? office));
  const inBox = group.money.cash + difference;
  const deposit = values.deposit ?? 0;
  const isTooMuch = deposit > inBox;
  const hasTwo = people.size >= 2;
  const confirm = (office: Office, checked: boolean) =>
    draft.set({ confirmedBy: checked ? [...values.confirmedBy, office] : values.confirmedBy.filter((each) => each !== office) });

  const ask = () => {
    setAttempted(true);
    if (isRefused(findCountProblems(values, expected))) return focusReason();
    if (!isTooMuch && hasTwo) setAsking(true);
    else requestAnimationFrame(() => document.querySelector<HTMLElement>('.has-error input')?.focus());
  };
  const close = () =>
    saving.run(async () => {
      const words = values.reason.trim();
      const slip = values.slip.trim();
      const entry = differenceEntry(difference);
      const at = meeting === undefined ? {} : { meeting: meeting.id };
      const record = (row: { e: string; kind: 'cash-short' | 'cash-over' | 'bank-deposit'; amount: number; note?: string }) =>
        recorder.act('entry.record', { paidOn: on, ...at, writtenBy, rows: [row] });
      await recorder.save(
        [
          recorder.act('cash.count', {
            count: draft.idOf('count'),
            on,
            ...at,
            pieces: piecesCounted(values.pieces),
            counted,
            expected,
            ...(before === undefined ? {} : { before }),
            ...(entry === undefined ? {} : { reason: words }),
          }),
          ...(entry === undefined ? [] : [record({ e: draft.idOf('difference'), ...entry, note: words })]),
          ...(deposit === 0
            ? []
            : [record({ e: draft.idOf('deposit'), kind: 'bank-deposit', amount: deposit, ...(slip === '' ? {} : { note: slip }) })]),
          recorder.act('day.close', { on, ...at, confirmedBy: [...values.confirmedBy] }),
          ...(values.visited && !isBox
            ? [
                recorder.act('visit.record', {
                  visit: draft.idOf('visit'),
                  on,
                  kind: 'pledge-day',
                  attended: true,
                  paid: came,
                  missed: members.length - came,
                  // when more went out than came in, what was received is not known from the cash
                  ...(collection.received < 0 ? {} : { total: collection.received }),
                  cashCountOk: difference === 0,
                }),
              ]
            : []),
        ],
        draft,
      );
      route(addressOf(collection, 'result'), true);
    });

  return (
    <CollectionFrame
      collection={collection}
      title={t('collection.close.title')}
      back={back}
      focusKey="close"
      actionBar={
        <ActionBar
          note={open.size > 0 ? t('collection.close.open', { n: open.size }) : undefined}
          primary={
            open.size > 0 ? (
              <Button
                kind="primary"
                wide
                busy={saving.busy}
                busyLabel={t('common.saving')}
                onPress={() => void saving.run(async () => sheet.record())}
              >
                {t('collection.close.record')}
              </Button>
            ) : (
              <Button
                kind="primary"
                wide
                disabled={!wasCounted(values) && expected !== 0}
                busy={saving.busy}
                busyLabel={t('common.saving')}
                onPress={ask}
              >
                {t('money.close')}
              </Button>
            )
          }
        />
      }
    >
      <SavingProblem saving={saving} />
      {end.doubts.some(({ kind }) => kind === 'maybe-paid-twice') && (
        <Banner
          tone="attention"
          title={t('collection.doubt.maybe-paid-twice', { n: end.twice.length })}
          actions={<LinkButton href={addressOf(collection, 'result')}>{t('collection.doubt.look')}</LinkButton>}
        >
          {t('collection.doubt.maybe-paid-twice-so')}
        </Banner>
      )}
      {before !== undefined && (
        <Banner tone="info" icon="coins" title={t(isBox ? 'collection.close.box' : 'collection.close.box-used')}>
          {t(isBox ? 'collection.close.box-so' : 'collection.close.box-used-so', { baht: formatBaht(expected) })}
        </Banner>
      )}
      <Section title={t('collection.close.count')}>
        <CashCountField values={values} expectedSatang={expected} attempted={attempted} onChange={draft.set} onEnter={ask} />
      </Section>
      <Section title={t('collection.close.bank')}>
        <div class="card card-normal">
          <AmountField
            label={t('collection.close.deposit')}
            mark={t('common.optional')}
            hint={t('collection.close.deposit-so')}
            amountSatang={values.deposit}
            onAmount={(amount) => draft.set({ deposit: amount })}
            error={isTooMuch ? t('collection.close.deposit-too-much', { baht: formatBaht(inBox) }) : undefined}
          />
          {deposit > 0 && (
            <TextField
              label={t('collection.close.slip')}
              mark={t('common.optional')}
              value={values.slip}
              onText={(slip) => draft.set({ slip })}
            />
          )}
          <p class="count-expected">
            <span>{t('collection.close.in-box')}</span> <b class="figure">{formatBaht(inBox - deposit)}</b>{' '}
            <span class="unit">{t('common.unit.baht')}</span>
          </p>
        </div>
      </Section>
      <fieldset class={`field${attempted && !hasTwo ? ' has-error' : ''}`}>
        <legend class="label">{t('collection.close.confirm')}</legend>
        {attempted && !hasTwo && <p class="error">{t('collection.close.confirm-two')}</p>}
        <div class="choices">
          {confirmers.map((office) => {
            const holder = collection.members.find(({ id }) => id === filled[office]);
            return (
              <CheckRow
                key={office}
                label={t(`founding.office.${office}`)}
                detail={holder === undefined ? undefined : plainName(holder.person)}
                checked={values.confirmedBy.includes(office)}
                onCheck={(checked) => confirm(office, checked)}
              />
            );
          })}
        </div>
      </fieldset>
      {isOfficer && !isBox && (
        <CheckRow
          label={t('collection.close.visit')}
          detail={t('collection.close.visit-so', { came, missed: members.length - came })}
          checked={values.visited}
          onCheck={(visited) => draft.set({ visited })}
        />
      )}
      <ConfirmCount
        open={isAsking}
        values={values}
        expectedSatang={expected}
        busy={saving.busy}
        onConfirm={() => void close().then((saved) => !saved && setAsking(false))}
        onCancel={() => setAsking(false)}
      >
        {deposit > 0 && <p>{t('collection.close.what-bank', { deposit: formatBaht(deposit), left: formatBaht(inBox - deposit) })}</p>}
      </ConfirmCount>
    </CollectionFrame>
  );
}
