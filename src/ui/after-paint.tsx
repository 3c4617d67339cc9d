/** A piece of a screen that comes in a file of its own after the first paint, which never waits for it. */
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';

export function afterPaint<P extends object>(load: () => Promise<(props: P) => ComponentChildren>): (props: P) => ComponentChildren {
  return function Later(props) {
    const [Part, setPart] = useState<(props: P) => ComponentChildren>();
    useEffect(() => {
      let current = true;
      void load().then((part) => current && setPart(() => part));
      return () => {
        current = false;
      };
    }, []);
    return Part === undefined ? null : <Part {...props} />;
  };
}
