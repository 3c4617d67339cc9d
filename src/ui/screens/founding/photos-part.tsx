/** Photos of the day: told to the room before, wide shots, no close-ups of children; each is kept on the phone at once. */
import { LinkButton } from '../../parts/button.tsx';
import { Banner } from '../../parts/banner.tsx';
import { useText } from '../../app-context.ts';
import { PhotoAttach } from '../../photo-attach.tsx';
import { FoundingFrame } from './founding-frame.tsx';
import { NextPartBar } from './part-actions.tsx';
import type { Founding } from './use-founding.ts';

export function PhotosPart({ founding }: { founding: Founding }) {
  const t = useText();
  const { g, meeting } = founding;
  return (
    <FoundingFrame founding={founding} part="photos" actionBar={<NextPartBar g={g} part="photos" />}>
      <Banner tone="info" icon="camera" title={t('founding.photos.tell')}>
        {t('founding.photos.how')}
      </Banner>
      <PhotoAttach g={g} for={meeting === undefined ? { kind: 'group' } : { kind: 'meeting', id: meeting.id }} />
      <p class="quiet small">
        {t('founding.photos.later')}{' '}
        <LinkButton kind="quiet" href="/outbox">
          {t('common.nav.outbox')}
        </LinkButton>
      </p>
    </FoundingFrame>
  );
}
