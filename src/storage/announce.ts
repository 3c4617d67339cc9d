/** Tells what changed: to this page at once, to other tabs and the worker through a channel named after the user. */
import type { Change } from './phone-store.ts';

export interface Announcer {
  changed(changes: readonly Change[]): void;
  queueChanged(): void;
  onChange(listener: (changes: readonly Change[]) => void): () => void;
  onQueueChange(listener: () => void): () => void;
  close(): void;
}

export type OpenChannel = (name: string) => BroadcastChannel | undefined;

interface Message {
  readonly changes?: readonly Change[];
  readonly queue?: true;
}

export function createAnnouncer(user: string, openChannel: OpenChannel): Announcer {
  const channel = openChannel(`sajja-${user}`);
  const changeListeners = new Set<(changes: readonly Change[]) => void>();
  const queueListeners = new Set<() => void>();
  const tell = ({ changes, queue }: Message) => {
    if (changes !== undefined) for (const listener of changeListeners) listener(changes);
    if (queue === true) for (const listener of queueListeners) listener();
  };
  const announce = (message: Message) => {
    tell(message);
    try {
      // a channel has no target origin; it never leaves ours
      // oxlint-disable-next-line unicorn/require-post-message-target-origin
      channel?.postMessage(message);
    } catch {
      // a closed channel only means that other tabs learn it at their next look
    }
  };
  channel?.addEventListener('message', (event: MessageEvent<Message>) => tell(event.data));
  return {
    changed: (changes) => {
      const real = changes.filter(({ keys }) => keys.length > 0);
      if (real.length > 0) announce({ changes: real });
    },
    queueChanged: () => announce({ queue: true }),
    onChange: (listener) => {
      changeListeners.add(listener);
      return () => changeListeners.delete(listener);
    },
    onQueueChange: (listener) => {
      queueListeners.add(listener);
      return () => queueListeners.delete(listener);
    },
    close: () => {
      changeListeners.clear();
      queueListeners.clear();
      channel?.close();
    },
  };
}

export function openBroadcastChannel(name: string): BroadcastChannel | undefined {
  if (typeof BroadcastChannel === 'undefined') return undefined;
  const channel = new BroadcastChannel(name);
  // Node keeps a process alive for an open channel; browsers have no `unref`
  (channel as { unref?: () => void }).unref?.();
  return channel;
}
