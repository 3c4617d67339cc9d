import { describe, expect, it } from 'vitest';
import { kinds } from '../../src/domain/operation.ts';
import { accountBookKeys, documentKeys, stepKeys, villageTypes } from '../../src/domain/vocabulary.ts';
import { coach, coachCard } from '../../src/content/coach.ts';
import { documentsOfPhase, itemsOfStep, workflow, workflowDocument, workflowItem } from '../../src/content/workflow.ts';

describe('the three steps', () => {
  it('have five, eight and seven items, numbered as in the letter', () => {
    expect(workflow.items.map((item) => item.key)).toEqual([...stepKeys]);
    expect(([1, 2, 3] as const).map((step) => itemsOfStep(step).length)).toEqual([5, 8, 7]);
    for (const step of workflow.steps) {
      expect(step.itemKeys).toEqual(itemsOfStep(step.number).map((item) => item.key));
      expect(itemsOfStep(step.number).map((item) => item.number)).toEqual(step.itemKeys.map((_, index) => index + 1));
    }
    for (const item of workflow.items) expect(item.key).toBe(`${item.step}.${item.number}`);
  });

  it('have short names that fit a list', () => {
    for (const item of workflow.items) expect(item.short.th.length, item.key).toBeLessThanOrEqual(28);
    for (const item of workflow.items) expect(item.short.en.length, item.key).toBeLessThanOrEqual(28);
  });

  it('depend only on earlier items', () => {
    for (const item of workflow.items)
      for (const needed of item.dependsOn) expect(stepKeys.indexOf(needed), item.key).toBeLessThan(stepKeys.indexOf(item.key));
  });

  it('have the letter’s two gates: the leaders agree, the meeting resolves', () => {
    expect(workflow.items.filter((item) => item.gate).map((item) => [item.key, item.gate?.kind])).toEqual([
      ['1.4', 'leaders-agreed'],
      ['2.3', 'resolution-passed'],
    ]);
    for (const { key, gate } of workflow.items) {
      for (const source of gate?.recordedIn ?? []) {
        const field = workflowItem(source).fields.find((candidate) => candidate.key === gate?.field);
        expect(field?.required, `${key} from ${source}`).toBe(true);
        expect(field?.options?.map((option) => option.value)).toContain(gate?.value);
      }
    }
  });

  it('recur as the letter says', () => {
    const recurring = workflow.items.filter((item) => item.step === 3).map((item) => [item.key, item.recurrence]);
    expect(recurring).toEqual([
      ['3.1', ['once']],
      ['3.2', ['pledge-day']],
      ['3.3', ['any']],
      ['3.4', ['any']],
      ['3.5', ['monthly', 'three-month']],
      ['3.6', ['yearly']],
      ['3.7', ['yearly']],
    ]);
    expect(workflowItem('3.1').who).toBe('district-office');
  });

  it('send founding day to its own screen', () => {
    const founding = workflow.items.filter((item) => item.screen === 'founding').map((item) => item.key);
    expect(founding).toEqual(['2.1', '2.2', '2.3', '2.4', '2.5', '2.6', '2.8']);
  });

  it('have fields with one key and one value each, and never the common ones again', () => {
    const common = ['doneOn', 'date', 'place', 'participants', 'male', 'female', 'note', 'photos'];
    for (const item of workflow.items) {
      const keys = item.fields.map((field) => field.key);
      expect(new Set(keys).size, item.key).toBe(keys.length);
      expect(keys.filter((key) => common.includes(key))).toEqual([]);
      for (const field of item.fields) {
        const values = field.options?.map((option) => option.value) ?? [];
        expect(new Set(values).size, `${item.key} ${field.key}`).toBe(values.length);
      }
    }
  });

  it('can be recorded: one answer of each kind passes the operation’s own check', () => {
    const answerByKind = {
      text: 'x', longText: 'x', count: 1, money: 100, date: '2026-11-23', time: '09:30', year: 2569,
      choice: 'yes', choices: ['yes'], yesNo: true, place: 'x', people: undefined,
    }; // prettier-ignore
    for (const item of workflow.items) {
      const answers = item.fields.flatMap((field) => {
        const answer = answerByKind[field.kind];
        return answer === undefined ? [] : [[field.key, answer] as const];
      });
      const session = '01937f5e-0000-7000-8000-000000000001';
      const payload = { session, step: item.key, state: 'done', doneOn: '2026-11-23', fields: Object.fromEntries(answers) };
      expect(kinds['step.record'].p.safeParse(payload).success, item.key).toBe(true);
    }
  });

  it('study the village and not its persons: 1.1 asks for no names and says so at every note', () => {
    const fields = workflowItem('1.1').fields;
    expect(fields.filter((field) => field.kind === 'people')).toEqual([]);
    for (const key of ['economyNote', 'governmentNote', 'wayOfLifeNote', 'relationsNote', 'problems'])
      expect(fields.find((field) => field.key === key)?.hint?.th, key).toMatch(/ไม่ระบุชื่อ|ไม่เขียนถึงบุคคล/);
  });

  it('never suggest an amount of savings to a member', () => {
    const moneyAsked = workflowItem('2.3').fields.filter((field) => field.kind === 'money');
    expect(moneyAsked.map((field) => field.key)).toEqual(['pledgedPerMonth']);
    expect(workflowItem('2.5').fields.filter((field) => /pledge/i.test(field.key) && field.kind === 'money')).toEqual([]);
  });
});

describe('what goes with the steps', () => {
  it('seven documents at founding and three after, the seventh holding five books', () => {
    expect(workflow.documents.map((document) => document.key)).toEqual([...documentKeys]);
    expect(documentsOfPhase('founding').map((document) => document.number)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(documentsOfPhase('after-founding').map((document) => document.number)).toEqual([1, 2, 3]);
    expect(workflow.documents.filter((document) => document.books).map((document) => document.key)).toEqual(['account-books']);
    expect(workflowDocument('account-books').books?.map((book) => book.key)).toEqual([...accountBookKeys]);
  });

  it('five rules, the known village types and the three reasons to propose a group', () => {
    expect(workflow.rules.map((rule) => rule.number)).toEqual([1, 2, 3, 4, 5]);
    expect(workflow.villageTypes.map((type) => type.value)).toEqual([...villageTypes]);
    expect(workflow.needFindings.map((finding) => finding.value)).toEqual(['lacks-capital', 'informal-debt', 'no-saving']);
    const asked = workflowItem('1.2').fields.find((field) => field.key === 'needFindings');
    expect(asked?.options?.slice(0, 3).map((option) => option.value)).toEqual(workflow.needFindings.map((finding) => finding.value));
  });

  it('every actor of an item has a name', () => {
    const named = workflow.actors.map((actor) => actor.value);
    for (const item of workflow.items) expect(named).toContain(item.who);
  });

  it('every item has one coach card, and its Thai fits a card', () => {
    expect(coach.cards.map((card) => card.key)).toEqual([...stepKeys]);
    for (const key of stepKeys) {
      const card = coachCard(key);
      expect(card.why.th.length, key).toBeLessThanOrEqual(110);
      expect(card.how.th.length, key).toBeLessThanOrEqual(160);
    }
  });
});
