/** A form of the office: blank, with what the group is known by on its lines, or filled for one applicant or for everybody who applied on a day. */
import { useLocation } from 'preact-iso';
import { useEffect, useState } from 'preact/hooks';
import { areaName, describeArea } from '../../content/areas.ts';
import { loadPaper, type Paper, type PaperFills, type PaperKey } from '../../content/papers.ts';
import { createTranslate } from '../../content/text.ts';
import { thaiWords } from '../../content/thai-words.ts';
import type { DigitStyle } from '../../domain/digits.ts';
import { isMinorOn } from '../../domain/minor.ts';
import type { MemberRow } from '../../domain/row.ts';
import { formatThaiDate } from '../../domain/thai-calendar.ts';
import { useApp, useText, useToday } from '../app-context.ts';
import { SelectField, type SelectOption } from '../parts/select-field.tsx';
import { useRow, useRows, useRowsOf } from '../use-store.ts';
import { inOrderOfComing, plainName } from '../words/member-name.ts';
import { useWords } from '../words/use-words.ts';
import { hasApplied, memberFills } from './member-fills.ts';
import { PaperView } from './paper-view.tsx';
import { PrintFrame } from './print-frame.tsx';

const thai = createTranslate({});

export interface FormScreenProps {
  form: PaperKey;
  /** group, or `blank` */
  id: string;
  query: Readonly<Record<string, string | undefined>>;
  back: string;
}

export function FormScreen({ form, id, query, back }: FormScreenProps) {
  const { t } = useApp();
  const today = useToday();
  const { path, route } = useLocation();
  const group = useGroupFills(id, query['meeting']);
  const people = usePeople(form, id, query);
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

  const asOf = thai('print.as-of', { date: formatThaiDate(today, thaiWords.calendar) });
  const copies = group && people && (people.fills.length === 0 ? [group] : people.fills.map((fills) => ({ ...group, ...fills })));
  return (
    <PrintFrame
      title={paper?.title.th ?? t('print.title')}
      back={back}
      focusKey={form}
      digits={digits}
      onDigits={setDigits}
      sheets={paper && copies && paper.pages.length * copies.length}
      tools={
        people !== undefined &&
        people.options.length > 1 && (
          <SelectField
            label={t('print.choice-whose')}
            value={people.value}
            options={people.options}
            onChoose={(chosen) => route(`${path}${chosen}`, true)}
          />
        )
      }
    >
      {paper !== undefined && copies !== undefined && (
        <div class="paper-desk">
          <PaperView
            paper={paper}
            digits={digits}
            copies={copies}
            footer={(n) => `${asOf} · ${thai('print.sheet-page', { n, of: paper.pages.length })}`}
          />
        </div>
      )}
    </PrintFrame>
  );
}

/** What may stand on a blank paper: the group and its village, the officer, day and place of a meeting that was asked for. */
function useGroupFills(id: string, meetingId: string | undefined): PaperFills | undefined {
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

interface People {
  /** question in the address as value; the first is the form for nobody */
  readonly options: readonly SelectOption<string>[];
  readonly value: string;
  /** one copy for each who was asked for */
  readonly fills: readonly PaperFills[];
}

/** Who may be asked for on this form, and what is known of who was. `undefined` while it is read. */
function usePeople(form: PaperKey, id: string, query: FormScreenProps['query']): People | undefined {
  const t = useText();
  const words = useWords();
  const today = useToday();
  // other forms are for nobody
  const g = form === 'application' || form === 'consent' ? id : 'blank';
  const group = useRow<'group'>(g, 'group');
  const all = useRows(g, 'member');
  const consents = useRows(g, 'consent');
  const { member: askedId, on } = query;
  const members = inOrderOfNumber(all ?? []).filter(
    (member) =>
      (member.state !== 'left' || member.id === askedId) &&
      (form !== 'consent' || member.minorAtJoining || isMinorOn(member.person, today)),
  );
  const asked = members.filter((member) => member.id === askedId || (hasApplied(member) && member.appliedOn === on));
  const meetingIds = asked.flatMap(({ meeting }) => meeting ?? []);
  const meetings = useRowsOf<'meeting'>(g, all && [...new Set(meetingIds)].map((meeting) => `meeting:${meeting}` as const));
  if (group === undefined || all === undefined || consents === undefined || meetings === undefined) return undefined;
  if (group === null) return { options: [], value: '', fills: [] };
  const applicants = members.filter(hasApplied);
  const days = [...new Set(applicants.map(({ appliedOn }) => appliedOn))].sort().reverse();
  return {
    options: [
      { value: '', label: t('print.choice-nobody') },
      ...days
        .map((day) => ({ day, n: applicants.filter(({ appliedOn }) => appliedOn === day).length }))
        .filter(({ n }) => n > 1)
        .map(({ day, n }) => ({ value: `?on=${day}`, label: t('print.choice-applicants', { day: words.day(day), n }) })),
      ...members.map(({ id: member, no, person }) => ({ value: `?member=${member}`, label: `${no ?? ''} ${plainName(person)}` })),
    ],
    value: asked.length === 0 ? '' : askedId === undefined ? `?on=${on ?? ''}` : `?member=${askedId}`,
    fills: asked.map((member) =>
      memberFills({
        group,
        member,
        consent: consents.find((consent) => consent.id === member.consent),
        place: meetings.find((meeting) => meeting.id === member.meeting)?.place,
        today,
      }),
    ),
  };
}

/** Whoever has no number yet comes after those who have, as he came to the table. */
function inOrderOfNumber(members: readonly MemberRow[]): readonly MemberRow[] {
  return inOrderOfComing(members).toSorted((a, b) => (a.no ?? Infinity) - (b.no ?? Infinity) || 0);
}
