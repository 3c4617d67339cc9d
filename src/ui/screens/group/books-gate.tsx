/** Who writes a group's books: what only they may write is closed to the officer once the committee keeps them alone (scene E). */
import type { ComponentType } from 'preact';
import { useLocation, useRoute } from 'preact-iso';
import type { GroupRow } from '../../../domain/row.ts';
import { useApp, useText } from '../../app-context.ts';
import { Banner } from '../../parts/banner.tsx';
import { LinkButton } from '../../parts/button.tsx';
import { ClosedAddress } from '../../parts/closed-address.ts';
import { Screen } from '../../screen.tsx';
import { useRow } from '../../use-store.ts';
import { useWords } from '../../words/use-words.ts';
import '../../style/screens/group.css';

/** True for an officer whose group's committee keeps the books alone; the committee's own account has a right to this group by name. */
export function useReadsOnly(group: Pick<GroupRow, 'id' | 'keeper'> | null | undefined): boolean {
  const { me } = useApp();
  if (group?.keeper !== 'committee') return false;
  return !me.grants.some(({ role, groups }) => role === 'committee' && groups?.includes(group.id) === true);
}

/** Below the address of a group: pages that only write its books, and those that do so with `?do=`. */
const writing = /^(?:founding\/|collection\/|entry|closing|(?:members|meetings|loans)\/new|loans\/old|year\/close)/;
const withTask = /^(?:members|meetings|loans|bylaws|committee)\b/;

function writesBooks(href: string): boolean {
  const [, below = '', query = ''] = /^\/groups\/[^/]+\/([^?]*)(.*)/.exec(href) ?? [];
  return writing.test(below) || (withTask.test(below) && new URLSearchParams(query).has('do'));
}

const nothing = (): boolean => false;

/**
 * A screen of a group as this person may use it. Where one only reads, an address that writes books says who does, and no button leads
 * there; what was open on it stays as a draft and is not lost.
 */
export function withBooksGate(Part: ComponentType): ComponentType {
  return function GatedScreen() {
    const t = useText();
    const { url } = useLocation();
    const g = useRoute().params['id'] ?? '';
    const group = useRow<'group'>(g, 'group');
    const readsOnly = useReadsOnly(group);
    if (readsOnly && group && writesBooks(url))
      return (
        <Screen title={t('group.gate.title')} back={`/groups/${g}`}>
          <KeeperBanner group={group} />
        </Screen>
      );
    return (
      <ClosedAddress.Provider value={readsOnly ? writesBooks : nothing}>
        <Part />
      </ClosedAddress.Provider>
    );
  };
}

export function KeeperBanner({ group }: { group: GroupRow }) {
  const t = useText();
  const words = useWords();
  const readsOnly = useReadsOnly(group);
  if (group.keeper === undefined || group.keeper === 'officer') return null;
  const since = group.keeperSince === undefined ? '' : words.day(group.keeperSince);
  if (!readsOnly)
    return (
      <Banner tone="info" icon="users">
        {t(group.keeper === 'together' ? 'group.gate.together' : 'group.gate.own', { day: since })}
      </Banner>
    );
  return (
    <Banner
      tone="info"
      icon="users"
      title={t('group.gate.title')}
      actions={
        <LinkButton href={`/groups/${group.id}/visit`} kind="primary">
          {t('group.gate.visit')}
        </LinkButton>
      }
    >
      {t('group.gate.body', { day: since })}
    </Banner>
  );
}
