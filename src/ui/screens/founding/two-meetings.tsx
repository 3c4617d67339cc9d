/** Said plainly when both phones opened the meeting without signal: which one counts, and that nothing is lost. */
import { useText } from '../../app-context.ts';
import { Banner } from '../../parts/banner.tsx';
import type { Founding } from './use-founding.ts';

export function TwoMeetings({ founding }: { founding: Founding }) {
  const t = useText();
  const open = founding.meetings.filter((meeting) => meeting.state === 'open');
  const [first] = open;
  if (open.length < 2 || first === undefined) return null;
  return (
    <Banner tone="info" icon="meeting" title={t('founding.two.title')}>
      <p>{t('founding.two.body', { time: first.startedAt ?? '' })}</p>
      <ul class="plain-list">
        {open.map((meeting, index) => (
          <li key={meeting.id}>
            {t(index === 0 ? 'founding.two.main' : 'founding.two.other', { time: meeting.startedAt ?? '', place: meeting.place ?? '' })}
          </li>
        ))}
      </ul>
    </Banner>
  );
}
