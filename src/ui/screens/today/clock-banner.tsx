/** When the phone's clock is wrong, or may be: both times, what to do, and that nothing recorded suffers from it. Silent within ten minutes (R84). */
import { useState } from 'preact/hooks';
import { civilDateInThailand } from '../../../domain/thai-calendar.ts';
import { useApp } from '../../app-context.ts';
import { Banner } from '../../parts/banner.tsx';
import { Button } from '../../parts/button.tsx';
import { clockTime } from '../../screen.tsx';
import { useQueue, useSyncState, useWithQueue } from '../../use-store.ts';
import { useWords } from '../../words/use-words.ts';

const bearableMs = 10 * 60_000;
/** no office renews its certificate less often; a phone that was really away so long loses nothing by looking at its clock */
const longSilenceMs = 60 * 86_400_000;

export interface ClockFacts {
  readonly nowMs: number;
  readonly officeAheadMs: number | undefined;
  /** the last try to send found nobody */
  readonly isUnheard: boolean;
  readonly lastContactAt: string | undefined;
}

/**
 * `wrong`: the office's clock says so · `doubtful`: nobody answers, and since the last answer the clock went backwards or very far ahead, as
 * with a wrong year; then every secure connection fails as if there were no signal
 */
export function judgeClock({ nowMs, officeAheadMs, isUnheard, lastContactAt }: ClockFacts): 'wrong' | 'doubtful' | 'fine' {
  if (officeAheadMs !== undefined) return Math.abs(officeAheadMs) > bearableMs ? 'wrong' : 'fine';
  if (!isUnheard || lastContactAt === undefined) return 'fine';
  const silenceMs = nowMs - Date.parse(lastContactAt);
  return silenceMs < -bearableMs || silenceMs > longSilenceMs ? 'doubtful' : 'fine';
}

export function ClockBanner() {
  const { t, nowMs, sendNow } = useApp();
  const words = useWords();
  const queue = useQueue();
  const sync = useSyncState();
  const officeAheadMs = useWithQueue((store) => store.officeAheadMs());
  const [asking, setAsking] = useState(false);
  const here = nowMs();
  const clock = judgeClock({ nowMs: here, officeAheadMs, isUnheard: sync.phase === 'offline', lastContactAt: queue?.lastContactAt });
  if (clock === 'fine') return null;
  const say = (ms: number) => `${words.day(civilDateInThailand(ms))} ${t('today.clock', { time: clockTime(new Date(ms).toISOString()) })}`;
  return (
    <Banner
      tone="attention"
      icon="clock"
      title={t(`common.clock.${clock}`)}
      actions={
        <Button
          icon="refresh"
          busy={asking}
          busyLabel={t('common.clock.asking')}
          onPress={() => {
            setAsking(true);
            void sendNow().finally(() => setAsking(false));
          }}
        >
          {t('common.clock.ask')}
        </Button>
      }
    >
      <p>
        {t('common.clock.here', { when: say(here) })}
        {officeAheadMs !== undefined && (
          <>
            <br />
            {t('common.clock.office', { when: say(here + officeAheadMs) })}
          </>
        )}
      </p>
      <p>{t(`common.clock.${clock}.do`)}</p>
    </Banner>
  );
}
