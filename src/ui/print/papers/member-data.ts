/** What is kept about one person, on paper. Only with the record that says who took it out and what for (`?taken=`). */
import { civilDateInThailand } from '../../../domain/thai-calendar.ts';
import { memberDataSheet, readMemberData } from '../../tables/member-data-sheet.ts';
import { plainName } from '../../words/member-name.ts';
import { placeOf, tableOf, type MakePaper } from '../paper-source.ts';

export const memberData: MakePaper = async (source) => {
  const { store, group, query, t, words } = source;
  const taken = group && (await store.row<'export'>(group.id, `export:${query['taken'] ?? ''}`));
  const member = group && taken?.member && (await store.row<'member'>(group.id, `member:${taken.member}`));
  if (!group || !member || taken?.list !== 'one-member') return 'nothing';
  const rows = await readMemberData(store, group, member);
  const sheet = memberDataSheet(rows, { t, words, isOwnWish: taken.reason === 'member-asked', user: taken.by });
  const when = words.day(civilDateInThailand(Date.parse(taken.at)), { style: 'long' });
  const reason = taken.note ?? t(`books.export.reason.${taken.reason}`);
  return {
    choices: [],
    papers: [
      {
        size: 'a4',
        place: placeOf(source),
        title: sheet.title,
        under: `${plainName(member.person)} · ${when} · ${reason}`,
        blocks: [tableOf(source, sheet), { kind: 'text', style: 'note', text: t('books.export.personal.why') }],
      },
    ],
  };
};
