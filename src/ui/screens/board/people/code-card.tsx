/** An invitation to show once: the code to scan, the same ten characters to read out, and until when. */
import { encodeQR } from 'qr';
import { useMemo } from 'preact/hooks';
import { useText } from '../../../app-context.ts';
import { Banner } from '../../../parts/banner.tsx';
import { groupCode } from '../../signin/invitation-code.ts';
import { useBoardWords } from '../in-words.ts';

export interface ShownCode {
  readonly code: string;
  readonly expiresAt: string;
  readonly name: string;
}

export function CodeCard({ code, expiresAt, name }: ShownCode) {
  const t = useText();
  const words = useBoardWords();
  const path = useMemo(() => pathOf(encodeQR(`${location.origin}/signin#${code}`, 'raw', { ecc: 'medium', border: 4 })), [code]);
  return (
    <div class="people-code">
      <p>{t('people.code.for', { name })}</p>
      <svg class="people-qr" viewBox={`0 0 ${path.size} ${path.size}`} role="img" aria-label={t('people.code.qr')}>
        <rect width={path.size} height={path.size} fill="#fff" />
        <path d={path.d} fill="#000" shape-rendering="crispEdges" />
      </svg>
      <p class="people-ten" translate={false}>
        {groupCode(code)}
      </p>
      <p class="quiet">{t('people.code.until', { when: words.when(expiresAt) })}</p>
      <Banner tone="attention" icon="key">
        {t('people.code.once')}
      </Banner>
    </div>
  );
}

/** One square for each dark module, joined along rows. */
function pathOf(modules: boolean[][]): { readonly size: number; readonly d: string } {
  const runs = modules.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return { size: modules.length, d: runs.join('') };
}
