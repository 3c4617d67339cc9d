/** One member of a group, an application at `members/new`, and the tasks of a member (`?do=`), each on a page of its own. */
import { useLocation, useRoute } from 'preact-iso';
import type { GroupRow } from '../../domain/row.ts';
import { useApp, useText } from '../app-context.ts';
import { SkeletonRows } from '../parts/skeleton.tsx';
import { Screen } from '../screen.tsx';
import { useRow, useRows } from '../use-store.ts';
import { BeneficiaryForm } from './member/beneficiary-form.tsx';
import { ConsentForm } from './member/consent-form.tsx';
import { canErase, EraseForm } from './member/erase-form.tsx';
import { LeaveForm } from './member/leave-form.tsx';
import { MemberData } from './member/member-data.tsx';
import { MemberNew } from './member/member-new.tsx';
import { MemberView } from './member/member-view.tsx';
import { PersonalForm } from './member/personal-form.tsx';
import { PledgeForm } from './member/pledge-form.tsx';
import { NotFoundScreen } from './not-found.tsx';
import '../style/screens/founding.css';
import '../style/screens/group.css';
import '../style/screens/member.css';

export function MemberScreen() {
  const { params } = useRoute();
  const g = params['id'] ?? '';
  const id = params['member'] ?? '';
  const group = useRow<'group'>(g, 'group');
  if (group === null) return <NotFoundScreen />;
  if (group === undefined) return <Opening g={g} />;
  return id === 'new' ? <Application group={group} applicant={undefined} /> : <OpenMember key={id} group={group} id={id} />;
}

function Opening({ g }: { g: string }) {
  const t = useText();
  return (
    <Screen title={t('common.loading')} back={`/groups/${g}?tab=members`} focusKey={g}>
      <SkeletonRows count={5} label={t('common.loading')} />
    </Screen>
  );
}

function OpenMember({ group, id }: { group: GroupRow; id: string }) {
  const { query } = useLocation();
  const { me } = useApp();
  const member = useRow<'member'>(group.id, `member:${id}`);
  if (member === null) return <NotFoundScreen />;
  if (member === undefined) return <Opening g={group.id} />;
  const props = { group, member, home: `/groups/${group.id}/members/${id}` };
  if (query['view'] === 'data') return <MemberData {...props} />;
  if (query['do'] === 'erase' && canErase(me, member)) return <EraseForm {...props} />;
  if (member.state === 'left') return <MemberView {...props} />;
  switch (query['do']) {
    case 'edit':
      return <PersonalForm {...props} />;
    case 'consent':
      return member.minorAtJoining ? <ConsentForm {...props} /> : <MemberView {...props} />;
    case 'pledge':
      return member.state === 'accepted' ? <PledgeForm {...props} /> : <MemberView {...props} />;
    case 'beneficiaries':
      return member.state === 'accepted' ? <BeneficiaryForm {...props} /> : <MemberView {...props} />;
    case 'leave':
      return <LeaveForm {...props} />;
    case 'apply':
      return member.state === 'interested' ? <Application group={group} applicant={id} /> : <MemberView {...props} />;
    default:
      return <MemberView {...props} />;
  }
}

function Application({ group, applicant }: { group: GroupRow; applicant: string | undefined }) {
  const members = useRows(group.id, 'member');
  if (members === undefined) return <Opening g={group.id} />;
  const back = applicant === undefined ? `/groups/${group.id}?tab=members` : `/groups/${group.id}/members/${applicant}`;
  return <MemberNew group={group} members={members} applicant={members.find((member) => member.id === applicant)} back={back} />;
}
