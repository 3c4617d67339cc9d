/** Thai sentences of every screen but the first, in one piece. */
import books from './text/th/books.json' with { type: 'json' };
import collection from './text/th/collection.json' with { type: 'json' };
import commitment from './text/th/commitment.json' with { type: 'json' };
import loan from './text/th/loan.json' with { type: 'json' };
import table from './text/th/table.json' with { type: 'json' };
import year from './text/th/year.json' with { type: 'json' };
import founding from './text/th/founding.json' with { type: 'json' };
import group from './text/th/group.json' with { type: 'json' };
import guide from './text/th/guide.json' with { type: 'json' };
import me from './text/th/me.json' with { type: 'json' };
import lock from './text/th/lock.json' with { type: 'json' };
import meeting from './text/th/meeting.json' with { type: 'json' };
import member from './text/th/member.json' with { type: 'json' };
import money from './text/th/money.json' with { type: 'json' };
import outbox from './text/th/outbox.json' with { type: 'json' };
import report from './text/th/report.json' with { type: 'json' };
import problem from './text/th/problem.json' with { type: 'json' };
import signin from './text/th/signin.json' with { type: 'json' };
import print from './text/th/print.json' with { type: 'json' };
import step from './text/th/step.json' with { type: 'json' };

export const later = {
  books,
  collection,
  commitment,
  loan,
  table,
  year,
  founding,
  group,
  guide,
  me,
  lock,
  meeting,
  member,
  money,
  outbox,
  print,
  problem,
  report,
  signin,
  step,
};
