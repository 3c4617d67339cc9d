// Toasts, dialogs, buttons and screens: what is announced, undone, confirmed, and where the focus goes.
import { act, cleanup, fireEvent, render, screen } from '@testing-library/preact';
import userEvent from '@testing-library/user-event';
import { useState } from 'preact/hooks';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { AppShell } from '../../../src/ui/parts/app-shell.tsx';
import { Button } from '../../../src/ui/parts/button.tsx';
import { ConfirmSheet } from '../../../src/ui/parts/confirm-sheet.tsx';
import { Header } from '../../../src/ui/parts/header.tsx';
import { Page } from '../../../src/ui/parts/page.tsx';
import { hideToast, showToast, ToastHost, type Toast } from '../../../src/ui/parts/toast.tsx';

afterEach(() => {
  cleanup();
  hideToast();
  vi.useRealTimers();
});

describe('toast', () => {
  const show = (toast: Toast) => void act(() => showToast(toast));
  const passTime = (ms: number) => void act(() => void vi.advanceTimersByTime(ms));

  it('an undo is offered once, and undoes', async () => {
    const onUndo = vi.fn();
    render(<ToastHost closeLabel="close" />);
    show({ text: 'Saved Mrs Kham', undo: { label: 'Undo', onUndo } });
    expect(screen.getByRole('status').textContent).toContain('Saved Mrs Kham');
    await userEvent.click(screen.getByRole('button', { name: 'Undo' }));
    expect(onUndo).toHaveBeenCalledOnce();
    expect(screen.queryByText('Saved Mrs Kham')).toBeNull();
  });

  it('it goes by itself after ten seconds, but not while someone is on it', () => {
    vi.useFakeTimers();
    render(<ToastHost closeLabel="close" />);
    show({ text: 'Saved', undo: { label: 'Undo', onUndo: () => {} } });
    const toast = screen.getByText('Saved').parentElement!;
    passTime(9_000);
    fireEvent.pointerEnter(toast);
    passTime(30_000);
    expect(screen.getByText('Saved')).toBeTruthy();
    fireEvent.pointerLeave(toast);
    passTime(10_000);
    expect(screen.queryByText('Saved')).toBeNull();
  });

  it('a newer one takes the place of an older one', () => {
    render(<ToastHost closeLabel="close" />);
    show({ text: 'first' });
    show({ text: 'second' });
    expect(screen.queryByText('first')).toBeNull();
    expect(screen.getByText('second')).toBeTruthy();
  });
});

describe('confirm sheet', () => {
  function CloseDay({ onConfirm = () => {} }: { onConfirm?: () => void }) {
    const [isOpen, setOpen] = useState(false);
    return (
      <>
        <Button onPress={() => setOpen(true)}>Close the day</Button>
        <ConfirmSheet
          open={isOpen}
          title="Close 5 December?"
          confirmLabel="Close with 4,110 baht"
          cancelLabel="Back"
          onConfirm={onConfirm}
          onCancel={() => setOpen(false)}
        >
          44 people, 4,110 baht
        </ConfirmSheet>
      </>
    );
  }

  it('the question takes the focus, Esc leaves without doing it, the focus goes back to the button', async () => {
    const onConfirm = vi.fn();
    render(<CloseDay onConfirm={onConfirm} />);
    const opener = screen.getByRole('button', { name: 'Close the day' });
    await userEvent.click(opener);
    const dialog = screen.getByRole<HTMLDialogElement>('dialog', { name: 'Close 5 December?' });
    expect(dialog.open).toBe(true);
    expect(document.activeElement?.textContent).toBe('Close 5 December?');
    fireEvent(dialog, new Event('cancel', { cancelable: true }));
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(document.activeElement).toBe(opener);
    expect(onConfirm).not.toHaveBeenCalled();
  });

  it('it is confirmed by the button named after the result', async () => {
    const onConfirm = vi.fn();
    render(<CloseDay onConfirm={onConfirm} />);
    await userEvent.click(screen.getByRole('button', { name: 'Close the day' }));
    await userEvent.click(screen.getByRole('button', { name: 'Close with 4,110 baht' }));
    expect(onConfirm).toHaveBeenCalledOnce();
  });
});

describe('button', () => {
  it('a busy button says what it does and cannot be pressed twice', async () => {
    const onPress = vi.fn();
    render(
      <Button kind="primary" busy busyLabel="Saving" onPress={onPress}>
        Save
      </Button>,
    );
    const button = screen.getByRole('button');
    expect(button.getAttribute('aria-busy')).toBe('true');
    expect(screen.getByText('Saving').className).not.toContain('away');
    await userEvent.click(button);
    expect(onPress).not.toHaveBeenCalled();
  });
});

describe('screen', () => {
  it('after navigation the heading has the focus, and practice is written in the header', () => {
    const screenNamed = (title: string) => (
      <AppShell brand="Sajja" destinations={[]} currentPath="/" navLabel="Main" skipLabel="To the content" practiceWord="Practice">
        <Page key={title} header={<Header title={title} back={{ label: 'Back', href: '/' }} />} documentTitle={`${title} · Sajja`}>
          <p>content</p>
        </Page>
      </AppShell>
    );
    const { rerender } = render(screenNamed('Today'));
    rerender(screenNamed('Groups'));
    expect(document.activeElement).toBe(screen.getByRole('heading', { name: 'Groups', level: 1 }));
    expect(document.title).toBe('Groups · Sajja');
    expect(screen.getByText('Practice')).toBeTruthy();
    expect(screen.getByRole('main').textContent).toContain('content');
  });
});
