/** One meeting of a group, opened at `meetings/new?kind=`, and its tasks (`?do=`), each on a page of its own. */
import { useLocation, useRoute } from 'preact-iso';
import { meetingNumber } from '../../domain/meeting-number.ts';
import type { GroupRow } from '../../domain/row.ts';
import { useText } from '../app-context.ts';
import { SkeletonRows } from '../parts/skeleton.tsx';
import { Screen } from '../screen.tsx';
import { useRow, useRows } from '../use-store.ts';
import { AttendanceForm } from './meeting/attendance-form.tsx';
import { CloseForm, ReopenForm } from './meeting/close-form.tsx';
import { MeetingEdit } from './meeting/meeting-edit.tsx';
import { MeetingNew } from './meeting/meeting-new.tsx';
import { MeetingView } from './meeting/meeting-view.tsx';
import { MinutesForm } from './meeting/minutes-form.tsx';
import { ResolutionForm } from './meeting/resolution-form.tsx';
import { NotFoundScreen } from './not-found.tsx';
import '../style/screens/founding.css';
import '../style/screens/step.css';
import '../style/screens/member.css';
import '../style/screens/meeting.css';

export function MeetingScreen() {
  const { params } = useRoute();
  const { query } = useLocation();
  const g = params['id'] ?? '';
  const id = params['meeting'] ?? '';
  const group = useRow<'group'>(g, 'group');
  if (group === null) return <NotFoundScreen />;
  if (group === undefined) return <Opening g={g} />;
  return id === 'new' ? <NewMeeting key={query['kind']} group={group} /> : <OpenMeeting key={id} group={group} id={id} />;
}

function Opening({ g }: { g: string }) {
  const t = useText();
  return (
    <Screen title={t('common.loading')} back={`/groups/${g}?tab=meetings`} focusKey={g}>
      <SkeletonRows count={4} label={t('common.loading')} />
    </Screen>
  );
}

function NewMeeting({ group }: { group: GroupRow }) {
  const meetings = useRows(group.id, 'meeting');
  if (meetings === undefined) return <Opening g={group.id} />;
  return <MeetingNew group={group} meetings={meetings} back={`/groups/${group.id}?tab=meetings`} />;
}

function OpenMeeting({ group, id }: { group: GroupRow; id: string }) {
  const { query } = useLocation();
  const meeting = useRow<'meeting'>(group.id, `meeting:${id}`);
  const found = useRow<'session'>(group.id, `session:${id}`);
  const meetings = useRows(group.id, 'meeting');
  if (meeting === null) return <NotFoundScreen />;
  if (meeting === undefined || found === undefined || meetings === undefined) return <Opening g={group.id} />;
  const session = found === null || found.withdrawn !== undefined ? undefined : found;
  const number = meetingNumber(meeting, meetings);
  const home = `/groups/${group.id}/meetings/${id}`;
  const task = query['do'];
  if (task === 'edit') return <MeetingEdit group={group} meeting={meeting} home={home} />;
  if (meeting.state === 'closed') {
    return task === 'reopen' ? (
      <ReopenForm group={group} meeting={meeting} home={home} />
    ) : (
      <MeetingView group={group} meeting={meeting} number={number} session={session} home={home} />
    );
  }
  switch (task) {
    case 'attend':
      return <AttendanceForm group={group} meeting={meeting} session={session} home={home} />;
    case 'resolve': {
      const wanted = query['resolution'];
      const recorded = meeting.resolutions.find((resolution) => resolution.resolution === wanted);
      return <ResolutionForm key={wanted} group={group} meeting={meeting} recorded={recorded} home={home} />;
    }
    case 'minutes':
      return <MinutesForm group={group} meeting={meeting} number={number} session={session} home={home} />;
    case 'close':
      return <CloseForm group={group} meeting={meeting} home={home} />;
    default:
      return <MeetingView group={group} meeting={meeting} number={number} session={session} home={home} />;
  }
}
