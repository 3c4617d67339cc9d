/** A sender with its triggers, ready to run in a page; a piece of its own that comes after the first screen. */
import { createSender, type SenderOptions } from './sender.ts';
import type { SyncState } from './sync-state.ts';
import { startTriggers, type TriggerOptions } from './triggers.ts';

export interface PageSending {
  wake(reason: 'save' | 'tap'): void;
  /** one round on a tap; resolves with what it came to */
  sendNow(): Promise<SyncState>;
  state(): SyncState;
  onState(listener: () => void): () => void;
  stop(): void;
}

export function startSending(options: { readonly sender: SenderOptions; readonly triggers: Omit<TriggerOptions, 'sender'> }): PageSending {
  const sender = createSender(options.sender);
  const triggers = startTriggers({ ...options.triggers, sender });
  return {
    wake: (reason) => (reason === 'save' ? triggers.saved() : void triggers.tapped()),
    sendNow: async () => {
      await triggers.tapped();
      return sender.state();
    },
    state: () => sender.state(),
    onState: (listener) => sender.onState(listener),
    stop: () => {
      triggers.stop();
      sender.close();
    },
  };
}
