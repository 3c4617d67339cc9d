/** `sajja retention`: whose data is kept longer than it has to be; ids and days, no name. */
import { civilDateInThailand } from '../../domain/thai-calendar.ts';
import { print } from '../print.ts';
import { eraseDue, findDue, retentionRule, type DuePerson } from '../retention.ts';
import { readOptions, withOffice, type Command } from './usage.ts';

const help = `usage: sajja retention [--erase] [--json]

  --erase  erases what is due and needs no person's decision; it cannot be brought back
  --json   {"due":[{"group","member","no","why","since","dueOn","needsPerson"}],"erased"}

  Due are members who left and neither have nor owe anything, ${retentionRule.leftMonths / 12} years after their last line ("left"), and applications that made
  nobody a member, ${retentionRule.applicationDays} days after they were taken back ("application"); one that nobody closed is only listed. Without --erase
  nothing changes. A server started with RETENTION=erase does the same every night at three.`;

export const retentionCommand: Command = {
  name: 'retention',
  summary: 'list whose data is kept longer than it has to be',
  help,
  run: async (args) => {
    const { erase = false, json = false } = readOptions(args, { erase: { type: 'boolean' }, json: { type: 'boolean' } });
    await withOffice(async (office) => {
      const todayOn = civilDateInThailand(office.clock());
      const due = await findDue(office, todayOn);
      const erased = erase ? await eraseDue(office, due, todayOn) : 0;
      if (json) print(JSON.stringify({ due, erased }));
      else for (const line of [...due.map(lineOf), `${due.length} due, ${erased} erased`]) print(line);
    }, true);
  },
};

function lineOf({ group, member, no, why, since, dueOn, needsPerson }: DuePerson): string {
  return `${group}  ${member}  no ${no ?? '-'}  ${why} since ${since}, due ${dueOn}${needsPerson ? '  (a person decides)' : ''}`;
}
