/** Thai notes and coins, drawn by us: the colour and the number people know them by, nothing more. */
export interface CashPictureProps {
  /** Face value: notes from 20 baht up, coins below. */
  valueSatang: number;
}

export function CashPicture({ valueSatang }: CashPictureProps) {
  const isNote = valueSatang >= 2000;
  const face = String(valueSatang >= 100 ? valueSatang / 100 : valueSatang);
  return (
    <svg class={`cash cash-${valueSatang}`} viewBox="0 0 64 36" aria-hidden="true" focusable="false">
      {isNote ? (
        <>
          <rect class="cash-edge" x="1" y="2" width="62" height="32" rx="4" />
          <rect class="cash-frame" x="4.5" y="5.5" width="55" height="25" rx="2" />
          <circle class="cash-seal" cx="13" cy="18" r="5" />
          <text x="56.5" y="23.7" text-anchor="end">
            {face}
          </text>
        </>
      ) : (
        <>
          <circle class="cash-edge" cx="32" cy="18" r={valueSatang < 100 ? 13.5 : 16} />
          {valueSatang === 1000 && <circle class="cash-core" cx="32" cy="18" r="11" />}
          <text x="32" y={valueSatang < 100 ? 22.5 : 23.5} text-anchor="middle">
            {face}
          </text>
        </>
      )}
    </svg>
  );
}
