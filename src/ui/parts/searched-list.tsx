/**
 * A long list that is searched: the whole of it stays drawn while only a few rows are looked at, so that the first letter takes nothing down
 * and the last one puts nothing up again.
 */
import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { VirtualList, type VirtualListProps } from './virtual-list.tsx';

export interface SearchedListProps<Row> extends Omit<VirtualListProps<Row>, 'overscan' | 'heights'> {
  /** The rows to look at; `undefined` while nothing is searched. */
  found: readonly Row[] | undefined;
}

export function SearchedList<Row>({ found, ...list }: SearchedListProps<Row>) {
  const whole = useRef<ComponentChildren>(undefined);
  const { current: heights } = useRef(new Map<string, number>());
  // what nobody sees is not drawn again until it is seen
  if (found === undefined || whole.current === undefined) whole.current = <VirtualList {...list} heights={heights} />;
  return (
    <>
      <div class={found === undefined ? undefined : 'list-away'} aria-hidden={found !== undefined}>
        {whole.current}
      </div>
      {found !== undefined && <VirtualList {...list} rows={found} heights={heights} overscan={0} />}
    </>
  );
}
