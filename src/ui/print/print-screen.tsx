/** A paper ready to print from the phone, without signal: one of the office's forms, or a register, book or contract made from the group's records. */
import { useRoute } from 'preact-iso';
import { useEffect, useState } from 'preact/hooks';
import { areaName, describeArea } from '../../content/areas.ts';
import { isPaperKey, loadPaper, type Paper, type PaperFill, type PaperKey } from '../../content/papers.ts';
import { thaiWords } from '../../content/thai-words.ts';
import type { DigitStyle } from '../../domain/digits.ts';
import { formatThaiDate } from '../../domain/thai-calendar.ts';
import { useApp, useToday } from '../app-context.ts';
import { useRow } from '../use-store.ts';
import { CommitmentPaper } from './commitment-paper.tsx';
import { PaperView } from './paper-view.tsx';
import { NoSuchPaper, PrintFrame } from './print-frame.tsx';
import { sheetPaperOf } from './sheet-papers.ts';
import { SheetScreen } from './sheet-screen.tsx';

export function PrintScreen() {
  const { params, query } = useRoute();
  const { paper: key = '', id = 'blank' } = params;
  const back = id === 'blank' ? '/me' : `/groups/${id}?tab=papers`;
  if (key === 'commitment') return <CommitmentPaper key={id} id={id} area={query['area'] ?? ''} back={query['from'] === 'board' ? '/board/commitments' : '/me/commitment'} />; // prettier-ignore
  const make = sheetPaperOf(key);
  if (make !== undefined) return <SheetScreen key={`${key}/${id}`} paper={key} make={make} id={id} query={query} back={back} />;
  if (!isPaperKey(key)) return <NoSuchPaper back={back} />;
  return <FormScreen form={key} id={id} meeting={query['meeting']} back={back} />;
}

interface FormScreenProps {
  form: PaperKey;
  id: string;
  meeting: string | undefined;
  back: string;
}

/** A form of the office: blank, or with what the group is known by already on its lines. */
function FormScreen({ form, id, meeting, back }: FormScreenProps) {
  const { t } = useApp();
  const today = useToday();
  const fills = useFills(id, meeting);
  const [paper, setPaper] = useState<Paper>();
  const [digits, setDigits] = useState<DigitStyle>('thai');

  useEffect(() => {
    let current = true;
    setPaper(undefined);
    void loadPaper(form).then((loaded) => current && setPaper(loaded));
    return () => {
      current = false;
    };
  }, [form]);

  return (
    <PrintFrame
      title={paper?.title.th ?? t('print.title')}
      back={back}
      focusKey={form}
      digits={digits}
      onDigits={setDigits}
      sheets={fills === undefined ? undefined : paper?.pages.length}
    >
      {paper !== undefined && fills !== undefined && (
        <div class="paper-desk">
          <PaperView
            paper={paper}
            digits={digits}
            fills={fills}
            footer={t('print.as-of', { date: formatThaiDate(today, thaiWords.calendar) })}
          />
        </div>
      )}
    </PrintFrame>
  );
}

/** What may stand on a blank paper: the group and its village, the officer, day and place of a meeting that was asked for; never a member. */
function useFills(id: string, meetingId: string | undefined): Readonly<Partial<Record<PaperFill, string>>> | undefined {
  const { me } = useApp();
  const group = useRow<'group'>(id, 'group');
  const meeting = useRow<'meeting'>(id, `meeting:${meetingId ?? ''}`);
  if (id !== 'blank' && (group === undefined || (meetingId !== undefined && meeting === undefined))) return undefined;
  const area = me.grants.flatMap((grant) => grant.areas)[0];
  if (group === null || group === undefined) {
    const parts = area === undefined ? undefined : describeArea(area);
    return parts === undefined ? {} : { province: parts.province.name, district: parts.district?.name };
  }
  const { tambon, moo, name } = group.village;
  return {
    'group-name': group.name,
    'village-name': name,
    moo: String(moo),
    tambon: areaName(tambon),
    district: areaName(tambon.slice(0, 4)),
    province: areaName(tambon.slice(0, 2)),
    'officer-name': me.name,
    'district-office': areaName(tambon.slice(0, 4)),
    'meeting-date': meeting ? formatThaiDate(meeting.heldOn, thaiWords.calendar, { style: 'long' }) : undefined,
    'meeting-place': meeting?.place,
  };
}
