/** A form's draft: it never keeps the form shut, never calls a saved record unsaved, and never lets one form make two things. */
import { screen, waitFor } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import { StoreProblem } from '../../src/storage/store-problem.ts';
import { useRecorder } from '../../src/ui/app-context.ts';
import { FoundingScreen } from '../../src/ui/screens/founding/founding.tsx';
import { useDraft } from '../../src/ui/use-draft.ts';
import { SavingProblem, useSaving } from '../../src/ui/use-saving.tsx';
import { groupId, sceneActs } from './founding/scene-a.ts';
import { createMemoryStore } from './support/memory-store.ts';
import { createIds, officerId, renderApp } from './support/render-app.tsx';

const g = createIds()();

/** A form as the screens have them: one field, one button, a visit that is recorded. */
function VisitForm() {
  const draft = useDraft('visit', { advice: '' });
  const recorder = useRecorder(g);
  const saving = useSaving();
  if (draft.value === undefined) return <p>opening</p>;
  const { advice } = draft.value;
  const save = () =>
    saving.run(async () => {
      const visit = draft.idOf('visit');
      await recorder.save([recorder.act('visit.record', { visit, on: '2026-11-23', kind: 'advice', attended: true, advice })], draft);
      await draft.drop();
    });
  return (
    <>
      <SavingProblem saving={saving} />
      <input aria-label="advice" value={advice} onInput={(event) => draft.set({ advice: event.currentTarget.value })} />
      <button type="button" onClick={() => void save()}>
        save
      </button>
    </>
  );
}

const group = { name: 'บ้านทดสอบ', village: { tambon: '560704', moo: 9, name: 'ทดสอบ' }, villageTypes: [], source: 'ledger' as const };
const groupAct = {
  id: createIds(() => Date.parse('2026-11-22T02:00:00Z'))(),
  g,
  k: 'group.create' as const,
  at: '2026-11-22T02:00:00.000Z',
  p: group,
};
const visits = (store: { operations: readonly { k: string; p: unknown }[] }) =>
  store.operations.filter(({ k }) => k === 'visit.record').map(({ p }) => (p as { visit: string }).visit);

describe('a draft', () => {
  it('that cannot be read opens the form empty instead of never', async () => {
    const store = createMemoryStore({ user: officerId });
    store.draft = async () => Promise.reject(new StoreProblem('unreadable'));
    await renderApp(<VisitForm />, { store });
    expect(await screen.findByLabelText('advice')).toHaveProperty('value', '');
  });

  it('that takes long to read does not take back what was typed meanwhile', async () => {
    const store = createMemoryStore({ user: officerId });
    await store.saveDraft('note', { title: 'kept', text: 'kept' });
    const read = store.draft.bind(store);
    let letRead = () => undefined as void;
    const isFree = new Promise<void>((resolve) => (letRead = resolve));
    store.draft = async (key) => (await isFree, read(key));
    function NoteForm() {
      const draft = useDraft('note', { title: '', text: '' });
      const { title, text } = draft.value ?? { title: '', text: '' };
      return <input aria-label={`note ${title}`} value={text} onInput={(event) => draft.set({ text: event.currentTarget.value })} />;
    }
    const { user } = await renderApp(<NoteForm />, { store });
    await user.type(screen.getByRole('textbox'), 'typed');
    letRead();
    expect(await screen.findByLabelText('note kept')).toHaveProperty('value', 'typed');
    await waitFor(() => expect(store.drafts.get('note')).toEqual({ title: 'kept', text: 'typed' }));
  });

  it('ends with the commit: a page killed right after it opens an empty form, and what is typed next is another thing', async () => {
    // the page that is opened again gives other ids than the one before
    const newId = createIds();
    const app = await renderApp(<VisitForm />, { acts: [groupAct], context: { newId } });
    app.store.dropDraft = async () => Promise.reject(new StoreProblem('connection-lost'));
    await app.user.type(await screen.findByLabelText('advice'), 'ควบคุมบัญชี');
    await app.user.click(screen.getByRole('button', { name: 'save' }));
    await waitFor(() => expect(visits(app.store)).toHaveLength(1));
    expect(screen.queryByText('ยังบันทึกไม่ได้')).toBeNull();
    await waitFor(() => expect(screen.getByLabelText('advice')).toHaveProperty('value', ''));
    app.unmount();
    const again = await renderApp(<VisitForm />, { store: app.store, context: { newId } });
    expect(await screen.findByLabelText('advice')).toHaveProperty('value', '');
    await again.user.type(screen.getByLabelText('advice'), 'ตรวจนับเงินสด');
    await again.user.click(screen.getByRole('button', { name: 'save' }));
    await waitFor(() => expect(new Set(visits(app.store)).size).toBe(2));
  });

  it('gives the next thing made with the same form an id of its own', async () => {
    const app = await renderApp(<VisitForm />, { acts: [groupAct] });
    for (const count of [1, 2]) {
      await app.user.type(await screen.findByLabelText('advice'), 'ตรวจบัญชี');
      await app.user.click(screen.getByRole('button', { name: 'save' }));
      await waitFor(() => expect(visits(app.store)).toHaveLength(count));
    }
    expect(new Set(visits(app.store)).size).toBe(2);
    expect([...app.store.drafts.keys()]).toEqual([]);
  });
});

describe('an applicant whose save was committed but reported as failed', () => {
  it('is one applicant after the second press', async () => {
    const path = `/groups/${groupId}/founding/intake`;
    const app = await renderApp(<FoundingScreen />, { path, route: '/groups/:id/founding/:part', acts: sceneActs('voted') });
    const record = app.store.record.bind(app.store);
    let fails = true;
    app.store.record = async (acts) => {
      const ops = await record(acts);
      if (fails && acts.some(({ k }) => k === 'member.add')) {
        fails = false;
        throw new StoreProblem('connection-lost');
      }
      return ops;
    };
    const before = (await app.store.rows(groupId, 'member')).length;
    await app.user.selectOptions(await screen.findByLabelText('คำนำหน้า'), 'นางสาว');
    await app.user.type(screen.getByLabelText('ชื่อ'), 'น้ำฝน{Enter}');
    await app.user.keyboard('ศรีวรรณ์{Enter}2530{Enter}200{Enter}');
    expect(await screen.findByText('ยังบันทึกไม่ได้')).toBeTruthy();
    await app.user.click(screen.getByRole('button', { name: /บันทึกและรับคนถัดไป/ }));
    await waitFor(() => expect(app.store.operations.filter(({ k }) => k === 'member.add')).toHaveLength(2));
    expect(await app.store.rows(groupId, 'member')).toHaveLength(before + 1);
  });
});
