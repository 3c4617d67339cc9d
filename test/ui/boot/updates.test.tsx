/** When a new version takes over: at a calm moment by itself, on a tap, never over somebody's work. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createUpdates, holdUpdates, isPageCalm, type UpdateDoor } from '../../../src/ui/boot/updates.ts';

function createDoor(waiting: boolean) {
  let onTakenOver = () => undefined as void;
  const door = {
    hasWaiting: async () => waiting,
    look: vi.fn(async () => undefined),
    letIn: vi.fn(),
    onWaiting: () => undefined,
    onTakenOver: (listener: () => void) => {
      onTakenOver = listener;
    },
    takeOver: () => onTakenOver(),
  } satisfies UpdateDoor & { takeOver: () => void };
  return door;
}

const alone = async () => true;
const quiet = async () => undefined;

afterEach(() => {
  document.body.replaceChildren();
});

describe('a new version', () => {
  it('is let in at a calm moment, seen without any event (R18)', async () => {
    const door = createDoor(true);
    await createUpdates({ door, reload: vi.fn(), isCalm: () => true, isAlone: alone, quiet }).atSafeMoment();
    expect(door.letIn).toHaveBeenCalledOnce();
  });

  it('waits while a form is open, and while another page of the app is open (R21, R23)', async () => {
    const door = createDoor(true);
    await createUpdates({ door, reload: vi.fn(), isCalm: () => false, isAlone: alone, quiet }).atSafeMoment();
    await createUpdates({ door, reload: vi.fn(), isCalm: () => true, isAlone: async () => false, quiet }).atSafeMoment();
    expect(door.letIn).not.toHaveBeenCalled();
  });

  it('is let in only when the page has come to rest, and not if somebody began something meanwhile', async () => {
    const door = createDoor(true);
    let calm = true;
    const begin = async () => {
      expect(door.letIn).not.toHaveBeenCalled();
      calm = false;
    };
    await createUpdates({ door, reload: vi.fn(), isCalm: () => calm, isAlone: alone, quiet: begin }).atSafeMoment();
    expect(calm).toBe(false);
    expect(door.letIn).not.toHaveBeenCalled();
  });

  it('that found a form open at the return is not let in when the form is left a moment later', async () => {
    const door = createDoor(true);
    let calm = false;
    const leave = async () => void (calm = true);
    await createUpdates({ door, reload: vi.fn(), isCalm: () => calm, isAlone: alone, quiet: leave }).atSafeMoment();
    expect(door.letIn).not.toHaveBeenCalled();
  });

  it('is asked for when none waits, and a network that fails says nothing', async () => {
    const door = createDoor(false);
    door.look.mockRejectedValue(new Error('offline'));
    await createUpdates({ door, reload: vi.fn(), isCalm: () => true, isAlone: alone, quiet }).atSafeMoment();
    expect(door.look).toHaveBeenCalled();
  });

  it('on a tap it is let in and the page loads once; with another page open it says so', async () => {
    const door = createDoor(true);
    const reload = vi.fn();
    const updates = createUpdates({ door, reload, isCalm: () => false, isAlone: alone, quiet });
    expect(await updates.apply()).toBe('applying');
    door.takeOver();
    door.takeOver();
    expect(reload).toHaveBeenCalledOnce();
    expect(await createUpdates({ door, reload, isCalm: () => true, isAlone: async () => false, quiet }).apply()).toBe('other-page-open');
  });

  it('taken over by another page, a page with work reloads only when it is calm', async () => {
    const door = createDoor(false);
    const reload = vi.fn();
    let calm = false;
    const updates = createUpdates({ door, reload, isCalm: () => calm, isAlone: alone, quiet });
    door.takeOver();
    expect(reload).not.toHaveBeenCalled();
    calm = true;
    await updates.atSafeMoment();
    expect(reload).toHaveBeenCalledOnce();
  });
});

describe('a calm page', () => {
  it('has no field, no question in front, nothing being sent, no photo in work', () => {
    document.body.innerHTML = '<main><p>text</p></main>';
    expect(isPageCalm(document, () => false)).toBe(true);
    expect(isPageCalm(document, () => true)).toBe(false);
    const release = holdUpdates();
    expect(isPageCalm(document, () => false)).toBe(false);
    release();
    document.body.innerHTML = '<main><div data-kept-at-once><input type="radio"></div></main>';
    expect(isPageCalm(document, () => false)).toBe(true);
    document.body.innerHTML = '<main><input></main>';
    expect(isPageCalm(document, () => false)).toBe(false);
  });
});
