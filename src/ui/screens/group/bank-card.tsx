/** What the district has done about the group's bank account, and what the officer does next (item 3.1). */
import type { GroupRow } from '../../../domain/row.ts';
import { useText } from '../../app-context.ts';
import { Card, Section } from '../../parts/card.tsx';
import { LinkButton } from '../../parts/button.tsx';
import { Tag } from '../../parts/tag.tsx';
import { useWords } from '../../words/use-words.ts';

/** Nothing before the district's first word about it. */
export function BankCard({ group: { id, bank, steps } }: { group: GroupRow }) {
  const t = useText();
  const words = useWords();
  if (bank === undefined) return null;
  const state = steps['3.1']?.state === 'done' ? 'opened' : bank.state;
  const on = { requested: bank.requestedOn, contacted: bank.contactedOn, opened: bank.openedOn }[state];
  const where = [bank.bank, bank.branch, bank.contact].filter((part) => part !== undefined && part !== '').join(' · ');
  return (
    <Section title={t('group.bank')}>
      <Card>
        <p>
          <Tag tone={state === 'opened' ? 'done' : 'waiting'}>{t(`group.bank.${state}`)}</Tag>{' '}
          {on !== undefined && <span class="quiet">{words.day(on)}</span>}
        </p>
        {where !== '' && <p>{where}</p>}
        {bank.note !== undefined && <p class="quiet">{bank.note}</p>}
        <p>
          <b>{t('group.bank.next')}</b> {t(`group.bank.next.${state}`)}
        </p>
        {state === 'contacted' && <LinkButton href={`/groups/${id}/step/3.1`}>{t('group.bank.record')}</LinkButton>}
      </Card>
    </Section>
  );
}
