/** The privacy notice, read aloud once per meeting; its version stands in every application taken after that. */
import { useEffect, useState } from 'preact/hooks';
import { loadPaper, type Paper } from '../../../content/papers.ts';
import { useText } from '../../app-context.ts';
import { Button } from '../../parts/button.tsx';
import { CheckRow } from '../../parts/check-row.tsx';
import { BottomSheet } from '../../parts/dialog.tsx';
import { useDraft } from '../../use-draft.ts';

export interface Notice {
  /** version of the notice that was read, once somebody ticked it */
  readonly version: string | undefined;
  readonly paper: Paper | undefined;
  readonly tick: (read: boolean) => void;
}

export function useNotice(meeting: string): Notice {
  const [paper, setPaper] = useState<Paper>();
  const draft = useDraft<{ version?: string }>(`founding-notice:${meeting}`, {});
  useEffect(() => {
    let current = true;
    void loadPaper('notice').then((loaded) => current && setPaper(loaded));
    return () => {
      current = false;
    };
  }, []);
  return {
    version: draft.value?.version,
    paper,
    tick: (read) => {
      draft.set({ version: read && paper !== undefined ? `${paper.key}.${paper.version}` : undefined });
      void draft.flush();
    },
  };
}

export function NoticeCard({ notice, onRead }: { notice: Notice; onRead?: () => void }) {
  const t = useText();
  const [isOpen, setOpen] = useState(false);
  const { paper, version } = notice;
  const isRead = version !== undefined;
  const tick = (read: boolean) => {
    notice.tick(read);
    if (read) onRead?.();
  };
  return (
    <div class={`notice-card${isRead ? ' notice-read' : ''}`}>
      <CheckRow
        label={t(isRead ? 'founding.notice.read' : 'founding.notice.tick')}
        detail={isRead ? undefined : t('founding.notice.why')}
        checked={isRead}
        disabled={paper === undefined}
        onCheck={tick}
      />
      <Button kind="quiet" icon="book" disabled={paper === undefined} onPress={() => setOpen(true)}>
        {t('founding.notice.open')}
      </Button>
      {paper !== undefined && (
        <BottomSheet
          open={isOpen}
          onClose={() => setOpen(false)}
          title={t('founding.notice.title')}
          closeLabel={t('common.close')}
          actions={
            <Button
              kind="primary"
              wide
              onPress={() => {
                setOpen(false);
                tick(true);
              }}
            >
              {t('founding.notice.done')}
            </Button>
          }
        >
          <NoticeText paper={paper} />
        </BottomSheet>
      )}
    </div>
  );
}

/** Only what is spoken: headings, sentences and lists. */
function NoticeText({ paper }: { paper: Paper }) {
  return (
    <div class="notice-text" lang="th">
      {paper.pages.flatMap((page, pageIndex) =>
        page.blocks.map((block, index) => {
          const key = `${pageIndex}-${index}`;
          if (block.kind === 'heading' && block.level === 2) return <h3 key={key}>{block.text.th}</h3>;
          if (block.kind === 'paragraph' || block.kind === 'note') return <p key={key}>{block.text.th}</p>;
          if (block.kind !== 'list') return null;
          return (
            <ul key={key}>
              {block.lines.map((line) => (
                <li key={line.th}>{line.th}</li>
              ))}
            </ul>
          );
        }),
      )}
    </div>
  );
}
