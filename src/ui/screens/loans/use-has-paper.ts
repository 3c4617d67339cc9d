/** Whether a picture of the signed contract is on record; `undefined` while that is being read. */
import { useRows } from '../../use-store.ts';

export function useHasPaper(g: string, loan: string): boolean | undefined {
  return useRows(g, 'photo')?.some((photo) => photo.for.kind === 'loan' && photo.for.id === loan && photo.withdrawn === undefined);
}
