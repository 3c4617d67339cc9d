/** Whether everything the office has of a group is on this phone: on a new phone who paid may still be on its way. */
import { useEffect, useState } from 'preact/hooks';
import { useApp } from '../../app-context.ts';

export function useIsComplete(g: string): boolean {
  const { store } = useApp();
  const [isComplete, setComplete] = useState(true);
  useEffect(() => {
    let current = true;
    const look = () =>
      void store
        .streams()
        .then((streams) => current && setComplete(streams.every((stream) => stream.g !== g || stream.isComplete)))
        .catch(() => undefined);
    look();
    const stop = store.onQueueChange(look);
    const stopRows = store.onChange((changes) => {
      if (changes.some((change) => change.g === g)) look();
    });
    return () => {
      current = false;
      stop();
      stopRows();
    };
  }, [store, g]);
  return isComplete;
}
