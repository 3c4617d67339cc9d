/** The road to a founding in the letter's order, as far as a story needs it. */
import { addDays } from '../../domain/thai-calendar.ts';
import { documentKeys, type DocumentKey } from '../../domain/vocabulary.ts';
import { addDemoMembers, type DemoIntake, type DemoMember } from './demo-members.ts';
import type { DemoPhone } from './demo-phone.ts';
import names from './names.json' with { type: 'json' };
import story from './story.json' with { type: 'json' };

export interface DemoGroup {
  readonly g: string;
  readonly phone: DemoPhone;
}

export const { texts } = story;
const leaders = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    name: `${names.men[index * 5 + 1]} ${names.surnames[index * 7 + 2]}`,
    position: texts.leader,
  }));

/** 1.1 only */
export function survey({ g, phone }: DemoGroup, on: string): void {
  phone.act(g, 'step.record', on, {
    session: phone.id(),
    step: '1.1',
    state: 'done',
    doneOn: on,
    fields: {
      bmnYear: 2569,
      nrd2cYear: 2568,
      households: 142,
      populationMale: 231,
      populationFemale: 248,
      problems: texts.problems,
      sources: ['bmn', 'leaders'],
    },
  });
}

/** 1.2 and 1.3; the leaders' answer is the letter's first gate */
export function persuade({ g, phone }: DemoGroup, on: string, agreed: 'yes' | 'later' | 'no'): void {
  const first = { session: phone.id(), step: '1.2', state: 'done', doneOn: on, place: texts.place } as const;
  phone.act(
    g,
    'step.record',
    on,
    {
      ...first,
      participants: { male: 4, female: 3, total: 7 },
      fields: { needFindings: ['informal-debt', 'no-saving'], agreed: agreed === 'yes' ? 'later' : agreed, decisionNote: texts.decision },
    },
    { people: { leadersPresent: leaders(4) } },
  );
  const later = addDays(on, 6);
  const fields = { channels: ['village-meeting', 'personal-talk'], audienceCount: 23, questions: texts.questions, agreed };
  phone.act(g, 'step.record', later, {
    session: phone.id(),
    step: '1.3',
    state: 'done',
    doneOn: later,
    place: texts.place,
    participants: { total: 23 },
    fields,
  });
}

/** 1.4 and 1.5: training, and people who are interested */
export function prepare({ g, phone }: DemoGroup, on: string): void {
  const training = { methods: ['meeting', 'guest-talk'], topics: ['principles', 'duties', 'accounts'], readyToSpread: true };
  phone.act(g, 'step.record', on, {
    session: phone.id(),
    step: '1.4',
    state: 'done',
    doneOn: on,
    place: texts.place,
    participants: { male: 6, female: 8, total: 14 },
    fields: training,
  });
  const later = addDays(on, 9);
  const interest = { interestedCount: 52, spreadPlan: texts.spread, appointmentOn: addDays(on, 20), appointmentPlace: texts.place };
  phone.act(g, 'step.record', later, { session: phone.id(), step: '1.5', state: 'done', doneOn: later, fields: interest });
}

/** The people's meeting with its vote; @returns the meeting, still open */
export function vote(
  { g, phone }: DemoGroup,
  on: string,
  counts: { readonly for: number; readonly against: number; readonly abstain: number },
): string {
  const meeting = phone.id();
  const present = counts.for + counts.against + counts.abstain;
  phone.act(g, 'meeting.open', on, { meeting, kind: 'founding', heldOn: on, startedAt: '09:00', place: texts.place }, undefined, 9);
  const male = Math.round(present * 0.4);
  phone.act(g, 'meeting.attend', on, { meeting, male, female: present - male, total: present }, undefined, 9);
  const passed = counts.for > counts.against + counts.abstain;
  phone.act(
    g,
    'meeting.resolve',
    on,
    { meeting, resolution: phone.id(), step: '2.2', motion: texts.motion, present, ...counts, method: 'hand', passed },
    undefined,
    9,
  );
  return meeting;
}

const seats = ['chair', 'vice-chair', 'secretary', 'treasurer', 'registrar', 'member', 'member', 'member', 'member'] as const;
const papers: readonly DocumentKey[] = documentKeys.slice(0, 7);

/** Everything of the founding day after a passed vote, money apart. */
export function found({ g, phone }: DemoGroup, intake: DemoIntake): readonly DemoMember[] {
  const { on, meeting } = intake;
  const members = addDemoMembers(phone, g, intake);
  const adults = members.filter((_, index) => (index + 1) % 8 !== 5);
  for (const [index, office] of seats.entries()) {
    const member = adults[index]?.id;
    if (member !== undefined)
      phone.act(
        g,
        'committee.elect',
        on,
        { term: phone.id(), member, branch: 'board', office, votes: 40 - index, from: on, meeting },
        undefined,
        11,
      );
  }
  phone.act(
    g,
    'bylaws.draft',
    on,
    { bylaws: phone.id(), pledgeDay: { kind: 'day-of-month', day: 5 }, entryFee: 2_000, fine: 500, fineAfterDays: 7, note: texts.rules },
    undefined,
    11,
  );
  for (const document of papers) phone.act(g, 'document.tick', on, { document, state: 'started' }, undefined, 11);
  phone.act(g, 'meeting.minutes', on, { meeting }, { text: texts.minutes }, 12);
  phone.act(g, 'meeting.close', on, { meeting, endedAt: '12:30', nextOn: addDays(on, 30) }, undefined, 12);
  return members;
}

/** 2.7, 2.8 and 3.1: goals, the notice to the district, the account at the bank */
export function settle({ g, phone }: DemoGroup, on: string): void {
  const goals = { targetMembers: 60, targetSavings: 10_000_000, targetOn: addDays(on, 365), otherGoals: texts.goals };
  phone.act(g, 'step.record', on, { session: phone.id(), step: '2.7', state: 'done', doneOn: on, fields: goals });
  const notice = { reportedVia: 'app', reportedOn: on, bankRequested: true };
  phone.act(g, 'step.record', on, { session: phone.id(), step: '2.8', state: 'done', doneOn: on, fields: notice });
  const later = addDays(on, 12);
  const account = { state: 'account-opened', bank: texts.bank, openedOn: later, signingRule: 'two-of-three' };
  phone.act(g, 'step.record', later, { session: phone.id(), step: '3.1', state: 'done', doneOn: later, fields: account });
}
