/** Beside something recorded on this device that the office's board does not show yet: it waits to be sent, or was set aside. */
import type { OwnActState } from '../../../storage/own-acts.ts';
import { useText } from '../../app-context.ts';
import { Tag } from '../../parts/tag.tsx';

export function OwnTag({ state }: { state: OwnActState | undefined }) {
  const t = useText();
  if (state === undefined || state === 'sent') return null;
  return state === 'waiting' ? <Tag icon="cloud-up">{t('board.own.waiting')}</Tag> : <Tag tone="stop">{t('board.own.held')}</Tag>;
}

/** What the office set aside changes nothing: the page goes on showing what was there before. */
export function isOnItsWay({ state }: { readonly state: OwnActState }): boolean {
  return state === 'waiting' || state === 'sent';
}
