/**
 * Giving a sheet away as a file for a spreadsheet. Where people are named in it the person says what for, and that is recorded in the group
 * before there is a file; it also stands in the file's last line (case 48).
 */
import { useEffect, useState } from 'preact/hooks';
import { csvLine } from '../../domain/csv.ts';
import { maskNationalIdsIn } from '../../domain/national-id.ts';
import type { PayloadOf } from '../../domain/operation.ts';
import { civilDateInThailand, type CivilDate } from '../../domain/thai-calendar.ts';
import { useApp, useRecorder, useText, type Recorder } from '../app-context.ts';
import { Banner } from '../parts/banner.tsx';
import { Button } from '../parts/button.tsx';
import { BottomSheet } from '../parts/dialog.tsx';
import { isReasonSaid, ReasonChoice, type SaidReason } from '../parts/reason-choice.tsx';
import { clockTime } from '../screen.tsx';
import { SavingProblem, useSaving } from '../use-saving.tsx';
import { useRows } from '../use-store.ts';
import { useWords } from '../words/use-words.ts';
import { sheetToCsv, type Sheet } from './sheet.ts';

type ListExport = PayloadOf<'list.export'>;
type Reason = ListExport['reason'];
const reasons = ['meeting', 'committee', 'audit', 'member-asked', 'hand-over', 'other'] as const satisfies readonly Reason[];

export interface PersonalList extends Pick<ListExport, 'list' | 'people'> {
  g: string;
}

export interface ExportSheetProps {
  sheets: readonly Sheet[];
  /** without its ending; no Thai letters, so that every office's computer can keep it */
  fileName: string;
  /** names of people are in it: whose group's, and how many */
  personal?: PersonalList;
}

export function ExportSheet({ sheets, fileName, personal }: ExportSheetProps) {
  const t = useText();
  const [isOpen, setOpen] = useState(false);
  const [file, setFile] = useState<{ readonly file: File; readonly url: string }>();
  useEffect(() => () => file && URL.revokeObjectURL(file.url), [file]);
  const make = (watermark?: string) => {
    const lines = watermark === undefined ? '' : csvLine([watermark]);
    const made = new File([sheetsToCsv(sheets) + lines], `${fileName}.csv`, { type: 'text/csv' });
    setFile({ file: made, url: URL.createObjectURL(made) });
  };
  const close = () => {
    setOpen(false);
    setFile(undefined);
  };
  return (
    <>
      <Button
        icon="download"
        onPress={() => {
          setOpen(true);
          if (personal === undefined) make();
        }}
      >
        {t('books.export')}
      </Button>
      <BottomSheet
        open={isOpen}
        onClose={close}
        title={t('books.export.title')}
        closeLabel={t('common.close')}
        actions={file && <GiveFile {...file} onKept={close} />}
      >
        <p>{t('books.export.what', { names: sheets.map(({ title }) => title).join(' · ') })}</p>
        {personal !== undefined && (
          <Banner tone="attention" icon="shield" title={t('books.export.personal')}>
            {t('books.export.personal.why')}
          </Banner>
        )}
        {personal !== undefined && file === undefined && <WhatFor personal={personal} onSaid={make} />}
      </BottomSheet>
    </>
  );
}

/** A file that is ready, to be passed on or kept. */
export function GiveFile({ file, url, onKept }: { file: File; url: string; onKept?: () => void }) {
  const t = useText();
  return (
    <>
      {canShare(file) && (
        // whoever closes the phone's own sheet without choosing has decided nothing
        <Button icon="share" onPress={() => void navigator.share({ files: [file] }).catch(() => undefined)}>
          {t('books.export.share')}
        </Button>
      )}
      <a class="button button-primary" href={url} download={file.name} onClick={() => onKept && setTimeout(onKept, 500)}>
        <span class="button-face">{t('books.export.keep')}</span>
      </a>
    </>
  );
}

/** Asks for the reason and records it; only then there is something to give away. */
function WhatFor({ personal, onSaid }: { personal: PersonalList; onSaid: (watermark: string) => void }) {
  const { t, newId } = useApp();
  const { g, list, people } = personal;
  const words = useWords();
  const before = useRows(g, 'export')?.reduce<{ at: string; reason: Reason } | undefined>(
    (last, row) => (row.list === 'national-id' || row.list === 'one-member' || (last && last.at > row.at) ? last : row),
    undefined,
  );
  const day = before && words.day(civilDateInThailand(Date.parse(before.at)));
  return (
    <TakingOut
      g={g}
      hint={before && t('books.export.last', { day: day ?? '', reason: t(`books.export.reason.${before.reason}`) })}
      button={t('books.export.make')}
      actFor={(recorder, why) => recorder.act('list.export', { export: newId(), list, people, ...why })}
      onTaken={(_reason, watermark) => onSaid(watermark)}
    />
  );
}

interface Why {
  readonly on: CivilDate;
  readonly reason: Reason;
  readonly note?: string;
}

export interface TakingOutProps {
  g: string;
  hint?: string | undefined;
  button: string;
  actFor: (recorder: Recorder, why: Why) => ReturnType<Recorder['act']>;
  onTaken: (reason: Reason, watermark: string) => void;
}

/** Asks what something personal is taken out for; it is taken once that is recorded, with the sentence that says so. */
export function TakingOut({ g, hint, button, actFor, onTaken }: TakingOutProps) {
  const { t, me, nowMs } = useApp();
  const words = useWords();
  const recorder = useRecorder(g);
  const saving = useSaving();
  const [said, setSaid] = useState<SaidReason<Reason>>({ reason: undefined, note: '' });
  const [attempted, setAttempted] = useState(false);
  const take = async () => {
    setAttempted(true);
    const { reason, note } = said;
    if (reason === undefined || !isReasonSaid(said)) return;
    const on = civilDateInThailand(nowMs());
    const own = reason === 'other' ? { note: note.trim() } : {};
    if (!(await saving.run(() => recorder.save([actFor(recorder, { on, reason, ...own })])))) return;
    const when = `${words.day(on, { style: 'long' })} ${clockTime(new Date(nowMs()).toISOString())}`;
    const inWords = own.note ?? t(`books.export.reason.${reason}`);
    onTaken(reason, maskNationalIdsIn(t('books.export.watermark', { name: me.name, when, reason: inWords })));
  };
  return (
    <>
      <SavingProblem saving={saving} />
      <ReasonChoice
        label={t('books.export.reason')}
        missing={t('books.export.reason.missing')}
        hint={hint}
        options={reasons.map((value) => ({ value, label: t(`books.export.reason.${value}`) }))}
        said={said}
        attempted={attempted}
        onSay={setSaid}
      />
      <Button kind="primary" wide busy={saving.busy} busyLabel={t('common.saving')} onPress={() => void take()}>
        {button}
      </Button>
    </>
  );
}

/** Several sheets in one file stand under each other with an empty line between. */
export function sheetsToCsv(sheets: readonly Sheet[]): string {
  return sheets.map((sheet, index) => (index === 0 ? sheetToCsv(sheet) : sheetToCsv(sheet).replace('\uFEFF', ''))).join('\r\n');
}

function canShare(file: File): boolean {
  const { canShare: ask } = navigator as { canShare?: Navigator['canShare'] };
  return ask?.call(navigator, { files: [file] }) ?? false;
}
