/** Makes a sealed copy on a tap and gives it to the person: shared where the phone can share such a file, else kept as a file. */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Translate } from '../../content/text.ts';
import { Banner } from './banner.tsx';
import { Button } from './button.tsx';

export interface SaveCopyProps {
  t: Translate;
  title: ComponentChildren;
  /** `undefined` when nothing can be read */
  save: () => Promise<File | undefined>;
}

type State = 'idle' | 'reading' | 'nothing' | { readonly file: File; readonly url: string };

export function SaveCopy({ t, title, save }: SaveCopyProps) {
  const [state, setState] = useState<State>('idle');
  const read = async () => {
    setState('reading');
    const file = await save().catch(() => undefined);
    setState(file === undefined ? 'nothing' : { file, url: URL.createObjectURL(file) });
  };
  return (
    <Banner
      tone="info"
      icon="download"
      title={title}
      announce
      actions={
        typeof state === 'object' ? (
          <>
            {canShare(state.file) && (
              // whoever closes the phone's own sheet without choosing has decided nothing
              <Button kind="primary" icon="send" onPress={() => void navigator.share({ files: [state.file] }).catch(() => undefined)}>
                {t('rescue.salvage.share')}
              </Button>
            )}
            <a class="button button-secondary" href={state.url} download={state.file.name}>
              <span class="button-face">{t('rescue.salvage.keep', { mb: (state.file.size / 1_000_000).toFixed(1) })}</span>
            </a>
          </>
        ) : (
          <Button busy={state === 'reading'} busyLabel={t('rescue.salvage.reading')} onPress={() => void read()}>
            {t('rescue.salvage.read')}
          </Button>
        )
      }
    >
      {t(state === 'nothing' ? 'rescue.salvage.nothing' : 'rescue.salvage.body')}
    </Banner>
  );
}

function canShare(file: File): boolean {
  const { canShare: ask } = navigator as { canShare?: Navigator['canShare'] };
  return ask?.call(navigator, { files: [file] }) ?? false;
}
