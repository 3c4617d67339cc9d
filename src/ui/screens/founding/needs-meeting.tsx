/** A part opened before the meeting: why it waits, and where to go. */
import { useText } from '../../app-context.ts';
import { ActionBar } from '../../parts/action-bar.tsx';
import { LinkButton } from '../../parts/button.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { FoundingFrame } from './founding-frame.tsx';
import type { FoundingPart } from './founding-parts.ts';
import type { Founding } from './use-founding.ts';

export function NeedsMeeting({ founding, part }: { founding: Founding; part: FoundingPart }) {
  const t = useText();
  return (
    <FoundingFrame
      founding={founding}
      part={part}
      actionBar={
        <ActionBar
          primary={
            <LinkButton kind="primary" wide href={`/groups/${founding.g}/founding/start`}>
              {t('founding.needs-meeting.go')}
            </LinkButton>
          }
        />
      }
    >
      <EmptyState icon="meeting" title={t('founding.needs-meeting.title')}>
        {t('founding.needs-meeting.body')}
      </EmptyState>
    </FoundingFrame>
  );
}
