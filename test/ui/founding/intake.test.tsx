/** People at the table: adults, minors with and without a guardian, slips, and numbers that two phones never give twice. */
import { screen, waitFor, within } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import { FoundingScreen } from '../../../src/ui/screens/founding/founding.tsx';
import { actOf, createIds, renderApp, type RenderedApp } from '../support/render-app.tsx';
import { groupId, memberActs, memberId, people, sceneActs, voteActs } from './scene-a.ts';

const open = (acts = sceneActs('voted')) =>
  renderApp(<FoundingScreen />, { path: `/groups/${groupId}/founding/intake`, route: '/groups/:id/founding/:part', acts });

interface Person {
  title: string;
  first: string;
  last: string;
  born: string;
  pledge: string;
}

async function fill({ user }: RenderedApp, { title, first, last, born, pledge }: Person) {
  await user.selectOptions(await screen.findByLabelText('คำนำหน้า'), title);
  await user.type(screen.getByLabelText('ชื่อ'), `${first}{Enter}`);
  expect(document.activeElement).toBe(screen.getByLabelText('นามสกุล'));
  await user.keyboard(`${last}{Enter}`);
  await user.keyboard(`${born}{Enter}`);
  if (pledge !== '') await user.keyboard(pledge);
}

const namfon: Person = { title: 'นางสาว', first: 'น้ำฝน', last: 'ศรีวรรณ์', born: '2530', pledge: '200' };
const tonkla: Person = { title: 'เด็กชาย', first: 'ต้นกล้า', last: 'เรือนคำ', born: '2557', pledge: '20' };

describe('an adult', () => {
  it('is a member with the own promise from the founding month, by Enter alone', async () => {
    const app = await open();
    const notice = await screen.findByLabelText(/อ่านประกาศการใช้ข้อมูลให้ที่ประชุมฟังแล้ว/);
    await waitFor(() => expect(notice).toHaveProperty('disabled', false));
    await app.user.click(notice);
    await screen.findByLabelText('อ่านประกาศแล้ว');
    await fill(app, namfon);
    await app.user.keyboard('{Enter}');
    expect(await screen.findByText('บันทึกแล้ว')).toBeTruthy();
    const [add, pledge] = app.store.operations.slice(-2);
    expect(add).toMatchObject({
      k: 'member.add',
      p: { appliedOn: '2026-11-23', intendedPledge: 20_000, noticeVersion: 'notice.1' },
      s: { title: 'นางสาว', firstName: 'น้ำฝน', lastName: 'ศรีวรรณ์', gender: 'female', birthPrecision: 'year', moo: 4 },
    });
    expect(pledge).toMatchObject({ k: 'pledge.decide', p: { amount: 20_000, effectiveFrom: '2026-11', decidedBy: 'member' } });
    expect(screen.getByLabelText('ชื่อ')).toHaveProperty('value', '');
    expect(document.activeElement).toBe(screen.getByLabelText('คำนำหน้า'));
  });

  it('has no default promise: without one a second press is asked for', async () => {
    const app = await open();
    await fill(app, { ...namfon, pledge: '' });
    await app.user.keyboard('{Enter}');
    expect(await screen.findByText(/ยังไม่มียอดสัจจะ กดอีกครั้ง/)).toBeTruthy();
    expect(app.store.operations.some((op) => op.k === 'member.add')).toBe(false);
    await app.user.click(screen.getByRole('button', { name: /บันทึกและรับคนถัดไป/ }));
    await waitFor(() => expect(app.store.operations.at(-1)?.k).toBe('member.add'));
  });

  it('is taken back by undo, and the form has the person again', async () => {
    const app = await open();
    await fill(app, namfon);
    await app.user.keyboard('{Enter}');
    await app.user.click(await screen.findByRole('button', { name: 'เลิกทำ' }));
    await waitFor(() => expect(app.store.operations.at(-1)).toMatchObject({ k: 'member.close', p: { reason: 'mistake' } }));
    await waitFor(() => expect(screen.getByLabelText('ชื่อ')).toHaveProperty('value', 'น้ำฝน'));
  });

  it('with a number of two digits may have given the age', async () => {
    const app = await open();
    await fill(app, { ...namfon, born: '45' });
    await app.user.click(screen.getByRole('button', { name: /อายุ 45 ปี/ }));
    await app.user.click(screen.getByRole('button', { name: /บันทึกและรับคนถัดไป/ }));
    await waitFor(() => expect(app.store.operations.find((op) => op.k === 'member.add')).toMatchObject({ s: { bornOn: '1981-01-01' } }));
  });

  it('of the same name as another is saved after a hint with the house', async () => {
    const app = await open([...sceneActs('voted'), ...memberActs(people.slice(0, 1))]);
    await fill(app, { title: 'นาง', first: people[0]!.firstName, last: people[0]!.lastName, born: '2510', pledge: '50' });
    expect(screen.getByText(/มีชื่อนี้แล้วในรายชื่อ/)).toBeTruthy();
    await app.user.keyboard('{Enter}');
    await waitFor(() => expect(app.store.operations.filter((op) => op.k === 'member.add')).toHaveLength(2));
  });
});

describe('somebody on the list of interested people', () => {
  it('is noted by name alone before the vote', async () => {
    const app = await open(sceneActs('opened'));
    await app.user.selectOptions(await screen.findByLabelText('คำนำหน้า'), 'นาง');
    await app.user.type(screen.getByLabelText('ชื่อ'), 'คำ{Enter}ใจดี{Enter}');
    await waitFor(() => expect(app.store.operations.at(-1)).toMatchObject({ k: 'member.add', p: { interestOnly: true } }));
    expect(await app.store.row<'group'>(groupId, 'group')).toMatchObject({ members: { interested: 1, applied: 0 } });
    expect(screen.queryByRole('button', { name: 'จบรับสมัคร' })).toBeNull();
  });

  it('applies after the vote without being written twice', async () => {
    const id = people[0]!.id;
    const acts = [
      ...sceneActs('opened'),
      actOf(
        createIds(),
        groupId,
        'member.add',
        { member: id, kind: 'person', memberType: 'ordinary', idStatus: 'later', appliedOn: '2026-11-23', interestOnly: true },
        { title: 'นาง', firstName: 'คำ', lastName: 'ใจดี', gender: 'female' },
      ),
      ...voteActs(),
    ];
    const app = await open(acts);
    await app.user.click(await screen.findByRole('button', { name: /นางคำ ใจดี/ }));
    await app.user.click(screen.getByRole('button', { name: 'สมัครเป็นสมาชิก' }));
    await waitFor(() => expect(screen.getByLabelText('ชื่อ')).toHaveProperty('value', 'คำ'));
    await app.user.type(screen.getByLabelText('เกิด พ.ศ.'), '2510');
    await app.user.type(screen.getByLabelText(/สัจจะต่อเดือน/), '50{Enter}');
    await waitFor(async () =>
      expect(await app.store.row<'member'>(groupId, `member:${id}`)).toMatchObject({ state: 'accepted', pledges: [{ amount: 5_000 }] }),
    );
    expect(await app.store.rows(groupId, 'member')).toHaveLength(1);
  });
});

describe('a minor', () => {
  it('unfolds consent by itself; a thumbprint needs two witnesses', async () => {
    const app = await open();
    await fill(app, tonkla);
    expect(screen.getByText(/อายุ 12 ปี ยังไม่บรรลุนิติภาวะ/)).toBeTruthy();
    await app.user.keyboard('{Enter}');
    expect(await screen.findByText('เลือกว่าผู้ปกครองมาด้วยหรือไม่')).toBeTruthy();
    await app.user.click(screen.getByLabelText('มา เซ็นได้เลย'));
    await app.user.type(screen.getByLabelText('ชื่อผู้ปกครอง'), 'นางคำ เรือนคำ');
    await app.user.click(screen.getByLabelText('ลายพิมพ์นิ้วมือ'));
    await app.user.type(screen.getByLabelText(/พยานคนที่ 1/), 'นายไกร ใจดี');
    await app.user.click(screen.getByRole('button', { name: /บันทึกและรับคนถัดไป/ }));
    expect(await screen.findByText(/ลายพิมพ์นิ้วมือต้องมีพยาน 2 คน/)).toBeTruthy();
    await app.user.type(screen.getByLabelText(/พยานคนที่ 2/), 'นางแก้ว ฟ้าฟื้น');
    await app.user.click(screen.getByRole('button', { name: /บันทึกและรับคนถัดไป/ }));
    await waitFor(() =>
      expect(app.store.operations.map((op) => op.k).slice(-3)).toEqual(['member.add', 'consent.record', 'pledge.decide']),
    );
    const [row] = await app.store.rows(groupId, 'member');
    expect(row).toMatchObject({ state: 'accepted', minorAtJoining: true });
  });

  it('without a guardian is kept and waits: not counted, no number', async () => {
    const app = await open();
    await fill(app, tonkla);
    await app.user.click(screen.getByLabelText('ไม่อยู่ รอหนังสือยินยอม'));
    await app.user.click(screen.getByRole('button', { name: /บันทึกและรับคนถัดไป/ }));
    expect(await screen.findByText(/รอหนังสือยินยอม/, { selector: '.row-subtitle' })).toBeTruthy();
    expect(await app.store.row<'group'>(groupId, 'group')).toMatchObject({ members: { accepted: 0, pending: 1 } });
    await app.user.click(screen.getByRole('button', { name: 'จบรับสมัคร' }));
    expect(within(await screen.findByRole('dialog')).queryByRole('button', { name: /ให้เลขที่สมาชิก/ })).toBeNull();
  });

  it('becomes a member when the guardian signs later, from the list', async () => {
    const app = await open([...sceneActs('voted'), ...memberActs([people[48]!])]);
    await app.user.click(await screen.findByRole('button', { name: /รอหนังสือยินยอม/ }));
    await app.user.click(screen.getByRole('button', { name: /บันทึกหนังสือยินยอม/ }));
    await app.user.type(screen.getByLabelText('ชื่อผู้ปกครอง'), 'นางบัวผัน ใจดี');
    await app.user.click(screen.getByRole('button', { name: 'บันทึกหนังสือยินยอม' }));
    await waitFor(async () =>
      expect(await app.store.row<'group'>(groupId, 'group')).toMatchObject({ members: { accepted: 1, pending: 0 } }),
    );
    expect(app.store.operations.at(-1)).toMatchObject({ k: 'pledge.decide', p: { decidedBy: 'guardian', amount: 2_000 } });
  });
});

describe('member numbers', () => {
  it('are given in one tap, in the order people came, and leave out who waits', async () => {
    const app = await open(sceneActs('taken'));
    await app.user.click(await screen.findByRole('button', { name: 'จบรับสมัคร' }));
    await app.user.click(await screen.findByLabelText(/^เครื่องเดียว/));
    expect(await screen.findByText(/จะได้เลขที่ 1–48/)).toBeTruthy();
    await app.user.click(screen.getByRole('button', { name: /ให้เลขที่สมาชิก 48 คน/ }));
    expect(await screen.findByText('ทุกคนมีเลขที่แล้ว 48 คน')).toBeTruthy();
    const given = app.store.operations.at(-1)?.p as { rows: { member: string; no: number }[] };
    expect(given.rows.map((row) => row.no)).toEqual(Array.from({ length: 48 }, (_, index) => index + 1));
    expect(given.rows[0]?.member).toBe(people[0]!.id);
  });

  it('on the second phone are even, so that two phones never give the same', async () => {
    const app = await open([...sceneActs('voted'), ...memberActs(people.slice(0, 3))]);
    await app.user.click(await screen.findByRole('button', { name: 'จบรับสมัคร' }));
    await app.user.click(await screen.findByLabelText(/^เครื่องที่ 2/));
    await app.user.click(await screen.findByRole('button', { name: /ให้เลขที่สมาชิก 3 คน/ }));
    await screen.findByText('ทุกคนมีเลขที่แล้ว 3 คน');
    expect(app.store.operations.at(-1)).toMatchObject({ p: { rows: [{ no: 2 }, { no: 4 }, { no: 6 }] } });
  });

  it('are given only after somebody said which phone this is; the answer is kept for the day and not asked for again', async () => {
    const acts = [...sceneActs('voted'), ...memberActs(people.slice(0, 2))];
    const app = await open(acts);
    await app.user.click(await screen.findByRole('button', { name: 'จบรับสมัคร' }));
    const give = () => screen.getByRole('button', { name: /ให้เลขที่สมาชิก 2 คน/ });
    await screen.findByText('เครื่องนี้คือเครื่องไหน');
    for (const radio of screen.getAllByRole('radio', { name: /^เครื่อง/ })) expect(radio).toHaveProperty('checked', false);
    expect(give()).toHaveProperty('disabled', true);
    expect(screen.queryByText(/จะได้เลขที่/)).toBeNull();
    await app.user.click(screen.getByLabelText(/^เครื่องที่ 1/));
    expect(await screen.findByText(/จะออกเลขคี่ 1–3/)).toBeTruthy();
    app.unmount();

    const again = await renderApp(<FoundingScreen />, {
      path: `/groups/${groupId}/founding/intake`,
      route: '/groups/:id/founding/:part',
      store: app.store,
    });
    await again.user.click(await screen.findByRole('button', { name: 'จบรับสมัคร' }));
    await waitFor(() => expect(give()).toHaveProperty('disabled', false));
    expect(screen.queryByText('เครื่องนี้คือเครื่องไหน')).toBeNull();
  });

  it('that the other phone gave first are told by name, with the number that was said and a new one to say', async () => {
    const ids = createIds();
    const number = (place: number, no: number) => actOf(ids, groupId, 'member.number', { rows: [{ member: memberId(place), no }] });
    const app = await open([...sceneActs('voted'), ...memberActs(people.slice(0, 2)), number(1, 1), number(2, 1)]);
    await app.user.click(await screen.findByRole('button', { name: 'จบรับสมัคร' }));
    expect(await screen.findByText('อีกเครื่องให้เลขนี้กับคนอื่นก่อนแล้ว')).toBeTruthy();
    expect(screen.getByText(/อินทร์.*เคยได้ยินเลขที่ 1/)).toBeTruthy();
    await app.user.click(await screen.findByLabelText(/^เครื่องที่ 2/));
    await app.user.click(screen.getByRole('button', { name: /ให้เลขที่สมาชิก 1 คน/ }));
    await waitFor(() => expect(app.store.operations.at(-1)).toMatchObject({ k: 'member.number', p: { rows: [{ no: 2 }] } }));
  });
});
