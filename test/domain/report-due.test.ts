import { describe, expect, it } from 'vitest';
import { reportRules, rulesInForce } from '../../src/content/report-rules.ts';
import { phayaoCampaign2565 } from '../../src/content/campaign.ts';
import { holidaysOfTheLetter } from '../../src/content/holidays-of-the-letter.ts';
import type { DueDayPolicy } from '../../src/domain/due-date.ts';
import type { PayloadOf, Operation } from '../../src/domain/operation.ts';
import { reportTasks, taskState, timelinessOfReport, type ReportRules, type ReportTask } from '../../src/domain/report-due.ts';
import type { ReportKind } from '../../src/domain/report-operation.ts';
import type { CampaignRow, GroupRow } from '../../src/domain/row.ts';
import { foundingRest, foundingVote, groupCreate, nextId, operation } from '../support/act.ts';
import { MapRows } from '../support/map-rows.ts';

const g = nextId();
const rules = (over: Partial<ReportRules> = {}): ReportRules => ({
  rules: reportRules,
  policy: 'next-working-day',
  remindDays: 2,
  campaigns: [],
  holidays: new Set(),
  ...over,
});
const founded = (on: string, ...more: readonly Operation[]) =>
  new MapRows().foldAll([groupCreate(g), ...foundingVote(g, { on }).ops, ...foundingRest(g).ops, ...more]);
const declared = () =>
  new MapRows().foldAll([
    groupCreate(g, {
      source: 'declared',
      declared: { foundedOn: '1999-03-06', members: 160, savedSatang: 204_800_000, asOf: '2026-11-01' },
    }),
  ]);
const tasksIn = (rows: MapRows, todayOn: string, asked = rules()) =>
  reportTasks(rows.get<'group'>('group') as GroupRow, rows.all('report'), asked, todayOn);
const taskOf = (rows: MapRows, kind: ReportKind, todayOn: string, asked = rules()): ReportTask | undefined =>
  tasksIn(rows, todayOn, asked).find((task) => task.kind === kind);
const submit = (kind: ReportKind, more: { at?: string; dueOn?: string; forMonth?: string; snapshot?: Record<string, unknown> } = {}) => {
  const { at, ...payload } = more;
  return operation(
    'report.submit',
    g,
    { report: nextId(), kind, version: 1, snapshot: {}, ...payload } as PayloadOf<'report.submit'>,
    undefined,
    at === undefined ? {} : { at },
  );
};

it('the letter’s own rules are those of its campaign', () => {
  expect(phayaoCampaign2565.reports.map(({ kind, route, due }) => ({ kind, route, due }))).toEqual(reportRules);
});

describe('the establishment result', () => {
  it('is asked once, on the 5th after the founding, and is late after it', () => {
    const rows = founded('2026-11-23');
    const task = taskOf(rows, 'establishment-result', '2026-11-23');
    expect(task).toMatchObject({ dueOn: '2026-12-05' });
    expect(task && taskState(task, rules(), '2026-12-05')).toBe('to-do');
    expect(task && taskState(task, rules({ policy: 'strict' }), '2026-12-06')).toBe('late');
    // it does not slip to the next 5th: what is owed stays owed
    expect(taskOf(rows, 'establishment-result', '2027-02-20')).toMatchObject({ dueOn: '2026-12-05' });
  });

  it('case 28: once reported, also another way, it is never asked again; the monthly total is asked on its own day', () => {
    const elsewhere = submit('establishment-result', { snapshot: { elsewhereOn: '2026-12-01' } });
    for (const reported of [submit('establishment-result'), elsewhere]) {
      const rows = founded('2026-11-23', reported);
      const monthly = rules({
        rules: reportRules.map((rule) => (rule.kind === 'monthly-savings' ? { ...rule, due: { kind: 'every-month', day: 10 } } : rule)),
      });
      const open = tasksIn(rows, '2027-01-05', monthly).filter((task) => taskState(task, monthly, '2027-01-05') !== 'done');
      expect(open.map(({ kind, dueOn, forMonth }) => [kind, dueOn, forMonth])).toEqual([
        ['founding-notice', '2026-11-23', undefined],
        ['three-month', undefined, undefined],
        ['monthly-savings', '2027-01-10', '2026-12'],
        ['monthly-savings', '2026-12-10', '2026-11'],
      ]);
    }
  });

  describe('is bounded by the campaign in which the group was founded', () => {
    const now = { commitmentFrom: '2026-03-06', firstReportOn: '2026-05-05', finalReportOn: '2026-12-26' };
    const next = { commitmentFrom: '2027-01-01', firstReportOn: '2027-05-05', finalReportOn: '2027-12-26' };
    const standing = (foundedOn: string, todayOn: string) => {
      const asked = rulesInForce([next, now] as CampaignRow[], [], todayOn);
      const task = taskOf(founded(foundedOn), 'establishment-result', todayOn, asked);
      return [task?.dueOn, task && taskState(task, { ...asked, policy: 'strict' }, todayOn)];
    };
    it.each([
      ['before the first due day of the campaign', '2026-03-20', '2026-03-21', '2026-05-05', 'to-do'],
      ['the next campaign moves no day of a group that was there before it', '2026-11-20', '2026-12-06', '2026-12-05', 'late'],
      ['… on its first day', '2026-11-20', '2027-01-01', '2026-12-05', 'late'],
      ['on the last day of the campaign at the latest', '2026-12-20', '2026-12-26', '2026-12-26', 'to-do'],
      ['… and once that is over', '2026-12-20', '2026-12-27', '2026-12-26', 'late'],
      ['… and in the next campaign', '2026-12-20', '2027-01-02', '2026-12-26', 'late'],
      ['founded between the two, on the next due day', '2026-12-28', '2026-12-29', '2027-01-05', 'to-do'],
      ['… and in the next campaign', '2026-12-28', '2027-01-06', '2027-01-05', 'late'],
      ['founded in the next', '2027-01-03', '2027-01-04', '2027-05-05', 'to-do'],
      ['founded before there was any campaign', '2026-01-20', '2026-04-01', '2026-02-05', 'late'],
    ])('%s', (_what, foundedOn, todayOn, dueOn, state) => {
      expect(standing(foundedOn, todayOn)).toEqual([dueOn, state]);
    });
  });
});

describe('case 33: the three-month report', () => {
  it.each([
    ['2026-11-30', '2027-02-28'],
    ['2026-11-23', '2027-02-23'],
  ])('of a group founded on %s opens on %s; before that it is a draft', (foundedOn, opensOn) => {
    const task = taskOf(founded(foundedOn), 'three-month', '2027-02-01');
    expect(task).toMatchObject({ opensOn });
    expect(task && taskState(task, rules(), '2027-02-01')).toBe('not-open');
    expect(task && taskState(task, rules(), opensOn)).toBe('to-do');
  });
});

describe('case 32: a due day on a weekend or holiday', () => {
  const closed = new Set(holidaysOfTheLetter.map(({ on }) => on));
  const asked = (policy: DueDayPolicy) => rules({ policy, holidays: closed });

  it.each([
    ['next-working-day', 'next-working-day'],
    ['strict', 'late'],
  ] as const)('sent on Monday for Sunday 5 June 2022: under %s it is %s', (policy, expected) => {
    const rows = founded('2022-05-20', submit('establishment-result', { at: '2022-06-06T02:00:00Z', dueOn: '2022-06-05' }));
    const [report] = rows.all('report');
    expect(report && timelinessOfReport(report, asked(policy))).toBe(expected);
  });

  it('reminds on the last working day before it, Thursday 2 June, and Monday 5 December gives until the 6th', () => {
    expect(taskOf(founded('2022-05-20'), 'establishment-result', '2022-05-30', asked('strict'))).toMatchObject({
      dueOn: '2022-06-05',
      remindOn: '2022-06-02',
    });
    const december = taskOf(founded('2022-11-20'), 'establishment-result', '2022-12-01', asked('next-working-day'));
    expect(december).toMatchObject({ dueOn: '2022-12-05' });
    expect(december && taskState(december, asked('next-working-day'), '2022-12-06')).toBe('to-do');
    expect(december && taskState(december, asked('next-working-day'), '2022-12-07')).toBe('late');
  });
});

describe('the monthly total', () => {
  it('is asked for the month that is over, of a founded group and of an old paper group alike (case 50)', () => {
    expect(taskOf(founded('2026-11-23'), 'monthly-savings', '2026-12-04')).toMatchObject({ forMonth: '2026-11' });
    expect(taskOf(declared(), 'monthly-savings', '2026-12-04')).toMatchObject({ forMonth: '2026-11' });
    // the group was not there in October
    expect(taskOf(founded('2026-11-23'), 'monthly-savings', '2026-11-24')).toBeUndefined();
    // its founding was reported before anybody had this app
    expect(tasksIn(declared(), '2026-12-04').map(({ kind }) => kind)).toEqual(['monthly-savings']);
  });

  it('each month is another one, and a returned one of long ago is still to be corrected', () => {
    const old = submit('monthly-savings', { forMonth: '2026-11' });
    const review = operation('report.review', g, {
      report: (old.p as PayloadOf<'report.submit'>).report,
      saw: old.id,
      level: 'district',
      decision: 'returned',
      remark: 'no',
    });
    const tasks = tasksIn(founded('2026-11-01', old, review), '2027-02-03').filter(({ kind }) => kind === 'monthly-savings');
    expect(tasks.map((task) => [task.forMonth, taskState(task, rules(), '2027-02-03')])).toEqual([
      ['2027-01', 'to-do'],
      ['2026-12', 'to-do'],
      ['2026-11', 'returned'],
    ]);
  });

  it('every month that nobody sent stays owed, late since its own day, until it is sent or was reported another way', () => {
    const monthly = rules({ rules: [{ kind: 'monthly-savings', route: ['district'], due: { kind: 'every-month', day: 10 } }] });
    const owed = (rows: MapRows) =>
      tasksIn(rows, '2027-03-04', monthly)
        .map((task) => [task.forMonth, task.dueOn, taskState(task, monthly, '2027-03-04')])
        .filter(([, , state]) => state !== 'done');
    const rows = founded('2026-11-23');
    expect(owed(rows)).toEqual([
      ['2027-02', '2027-03-10', 'to-do'],
      ['2027-01', '2027-02-10', 'late'],
      ['2026-12', '2027-01-10', 'late'],
      ['2026-11', '2026-12-10', 'late'],
    ]);
    rows.fold(submit('monthly-savings', { forMonth: '2026-12', snapshot: { elsewhereOn: '2027-01-08' } }));
    rows.fold(submit('monthly-savings', { forMonth: '2026-11' }));
    expect(owed(rows).map(([month]) => month)).toEqual(['2027-02', '2027-01']);
  });

  it('what was before the month in which a group came into the app is asked of nobody', () => {
    // declared as of 1 November and entered on the 23rd; founded in spring and entered in November
    expect(tasksIn(declared(), '2027-01-04').map(({ forMonth }) => forMonth)).toEqual(['2026-12', '2026-11']);
    const months = tasksIn(founded('2026-03-06'), '2027-01-04').flatMap(({ forMonth }) => forMonth ?? []);
    expect(months).toEqual(['2026-12', '2026-11', '2026-10']);
  });

  describe('of a group that rests', () => {
    const stage = (to: PayloadOf<'group.stage'>['stage'], on: string) =>
      operation('group.stage', g, { stage: to, reason: 'the members decided', decidedBy: 'members', on });
    const monthsOwed = (...more: readonly Operation[]) =>
      tasksIn(founded('2026-11-23', ...more), '2027-06-04')
        .filter((task) => task.kind === 'monthly-savings' && taskState(task, rules(), '2027-06-04') !== 'done')
        .map(({ forMonth }) => forMonth);

    it('no month is asked after the one in which it fell asleep, until it is awake again', () => {
      expect(monthsOwed(stage('dormant', '2027-01-15'))).toEqual(['2027-01', '2026-12', '2026-11']);
      expect(monthsOwed(stage('dormant', '2027-01-15'), stage('active', '2027-04-01'))).toHaveLength(7);
    });

    it('what was owed when it was dissolved stays owed, and nothing after it', () => {
      const december = submit('monthly-savings', { forMonth: '2026-12' });
      const ending = [stage('dissolving', '2027-01-10'), stage('dissolved', '2027-02-20')];
      expect(monthsOwed(december, ...ending)).toEqual(['2027-02', '2027-01', '2026-11']);
      // asleep until its end: nobody could have met
      expect(monthsOwed(stage('dormant', '2026-12-15'), ...ending)).toEqual(['2026-12', '2026-11']);
    });

    it('a group entered by mistake owes nothing', () => {
      expect(monthsOwed(stage('dissolved', '2027-02-20'), stage('voided', '2027-02-21'))).toEqual([]);
    });
  });

  it('nobody is asked about a group that said not now', () => {
    const pause = operation('group.stage', g, { stage: 'not-now', reason: 'flood', on: '2026-12-01' });
    expect(tasksIn(founded('2026-11-01', pause), '2026-12-04')).toEqual([]);
  });
});
