/** Who writes a group's books: what only they may write is closed to the officer once the committee keeps them alone (scene E). */
import type { ComponentChildren } from 'preact';
import type { GroupRow } from '../../../domain/row.ts';
import { useApp, useText } from '../../app-context.ts';
import { Banner } from '../../parts/banner.tsx';
import { LinkButton } from '../../parts/button.tsx';
import { Screen } from '../../screen.tsx';
import { useRow } from '../../use-store.ts';
import { useWords } from '../../words/use-words.ts';

/** True for an officer whose group's committee keeps the books alone; the committee's own account has a right to this group by name. */
export function useReadsOnly(group: Pick<GroupRow, 'id' | 'keeper'> | null | undefined): boolean {
  const { me } = useApp();
  if (group?.keeper !== 'committee') return false;
  return !me.grants.some(({ role, groups }) => role === 'committee' && groups?.includes(group.id) === true);
}

/** A screen that only writes books; what was open on it stays as a draft and is not lost. */
export function BooksGate({ g, children }: { g: string; children: ComponentChildren }) {
  const t = useText();
  const group = useRow<'group'>(g, 'group');
  const readsOnly = useReadsOnly(group);
  if (!readsOnly || !group) return <>{children}</>;
  return (
    <Screen title={t('group.gate.title')} back={`/groups/${g}`}>
      <KeeperBanner group={group} />
    </Screen>
  );
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
