/** English sentences, loaded only on request. */
import board from './text/en/board.json' with { type: 'json' };
import books from './text/en/books.json' with { type: 'json' };
import collection from './text/en/collection.json' with { type: 'json' };
import commitment from './text/en/commitment.json' with { type: 'json' };
import people from './text/en/people.json' with { type: 'json' };
import loan from './text/en/loan.json' with { type: 'json' };
import table from './text/en/table.json' with { type: 'json' };
import year from './text/en/year.json' with { type: 'json' };
import common from './text/en/common.json' with { type: 'json' };
import founding from './text/en/founding.json' with { type: 'json' };
import groupFirst from './text/en/group-first.json' with { type: 'json' };
import group from './text/en/group.json' with { type: 'json' };
import guide from './text/en/guide.json' with { type: 'json' };
import me from './text/en/me.json' with { type: 'json' };
import lock from './text/en/lock.json' with { type: 'json' };
import meeting from './text/en/meeting.json' with { type: 'json' };
import member from './text/en/member.json' with { type: 'json' };
import money from './text/en/money.json' with { type: 'json' };
import openid from './text/en/openid.json' with { type: 'json' };
import outbox from './text/en/outbox.json' with { type: 'json' };
import print from './text/en/print.json' with { type: 'json' };
import problem from './text/en/problem.json' with { type: 'json' };
import report from './text/en/report.json' with { type: 'json' };
import rescue from './text/en/rescue.json' with { type: 'json' };
import signin from './text/en/signin.json' with { type: 'json' };
import step from './text/en/step.json' with { type: 'json' };
import today from './text/en/today.json' with { type: 'json' };
import type { TextTable } from './text.ts';

export const en: TextTable = {
  board,
  books,
  collection,
  commitment,
  people,
  loan,
  table,
  year,
  common,
  founding,
  group: { ...groupFirst, ...group },
  guide,
  me,
  lock,
  meeting,
  member,
  money,
  openid,
  outbox,
  print,
  problem,
  report,
  rescue,
  signin,
  step,
  today,
};
