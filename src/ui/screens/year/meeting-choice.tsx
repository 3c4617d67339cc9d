/** Choosing the meeting whose vote decided something: members' meetings with a passed resolution, the newest first; or the way to open one. */
import type { GroupRow, MeetingRow } from '../../../domain/row.ts';
import type { MeetingKind } from '../../../domain/vocabulary.ts';
import { useText } from '../../app-context.ts';
import { Banner } from '../../parts/banner.tsx';
import { LinkButton } from '../../parts/button.tsx';
import { ChoiceGroup } from '../../parts/choice-group.tsx';
import { useWords } from '../../words/use-words.ts';

/** The committee alone decides neither rules nor profit. */
const membersMeetings: ReadonlySet<MeetingKind> = new Set(['annual', 'monthly', 'founding']);
const shownAtOnce = 6;

/** The founding vote itself decided that there is a group, and nothing else. */
function passedIn({ resolutions }: MeetingRow): MeetingRow['resolutions'] {
  return resolutions.filter(({ passed, step }) => passed && step === undefined);
}

/** @param since day from which a vote can have decided it */
export function votedMeetings(meetings: readonly MeetingRow[], since = ''): readonly MeetingRow[] {
  return meetings
    .filter((meeting) => membersMeetings.has(meeting.kind) && meeting.heldOn >= since && passedIn(meeting).length > 0)
    .toSorted((a, b) => b.heldOn.localeCompare(a.heldOn) || b.at.localeCompare(a.at))
    .slice(0, shownAtOnce);
}

export interface MeetingChoiceProps {
  group: GroupRow;
  label: string;
  hint: string;
  meetings: readonly MeetingRow[];
  chosen: string | undefined;
  onChoose: (meeting: string) => void;
  error: string | undefined;
  /** the meeting to open when there is none to choose */
  opens: MeetingKind;
}

export function MeetingChoice({ group, label, hint, meetings, chosen, onChoose, error, opens }: MeetingChoiceProps) {
  const t = useText();
  const words = useWords();
  if (meetings.length === 0)
    return (
      <Banner
        tone="attention"
        icon="vote"
        title={t('year.vote.none')}
        actions={
          <LinkButton href={`/groups/${group.id}/meetings/new?kind=${opens}`}>
            {t(`year.vote.open.${opens === 'annual' ? 'annual' : 'monthly'}`)}
          </LinkButton>
        }
      >
        {hint}
      </Banner>
    );
  return (
    <ChoiceGroup
      label={label}
      hint={hint}
      error={error}
      value={chosen}
      onChoose={onChoose}
      choices={meetings.map((meeting) => ({
        value: meeting.id,
        label: `${t(`group.meeting.${meeting.kind}`)} ${words.day(meeting.heldOn)}`,
        detail: (
          <>
            {passedIn(meeting).map((resolution) => (
              <span key={resolution.resolution} class="choice-vote">
                {t('year.vote.line', { motion: resolution.motion, for: resolution.for, against: resolution.against })}
              </span>
            ))}
          </>
        ),
      }))}
    />
  );
}
