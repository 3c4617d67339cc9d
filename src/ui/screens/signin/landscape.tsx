/** Fields, hills and the twenty stones of the way: the picture above the sign-in, drawn by us and silent for a reader. */

/** x, y and half width of the stones: five, then eight, then seven, growing smaller as the way goes up */
const stones: readonly (readonly [number, number, number])[] = [
  [58, 186, 8], [79, 180, 7.6], [101, 176, 7.2], [123, 174, 6.8], [145, 173, 6.4],
  [167, 171, 6], [188, 167, 5.7], [207, 161, 5.4], [223, 153, 5.1], [234, 144, 4.8], [239, 134.5, 4.5], [237, 125.5, 4.2], [231, 118, 4],
  [222, 112.5, 3.7], [212, 108.5, 3.4], [203, 104.5, 3.2], [196, 100.5, 3], [191, 96.5, 2.7], [188, 92.8, 2.5], [186.5, 89.4, 2.3],
]; // prettier-ignore

export function Landscape() {
  return (
    <svg class="landscape" viewBox="0 0 360 200" preserveAspectRatio="xMidYMax slice" aria-hidden="true" focusable="false">
      <circle class="land-sun" cx="288" cy="66" r="24" />
      <path class="land-far" d="M0 108C36 82 58 76 92 92c26 12 44-2 72-18 32-18 58-12 88 8 30 20 62 10 108-12v130H0z" />
      <path class="land-middle" d="M0 128c44-24 88-22 130-8 38 13 66 4 98-20 36-27 84-16 132 8v92H0z" />
      <path class="land-near" d="M0 152c60-20 116-14 170-2s120 4 190-26v76H0z" />
      <path
        class="land-row"
        d="M0 170c62-17 120-10 176 0 54 9 116 2 184-22M0 186c66-13 124-8 182 0 56 8 116 4 178-14M270 150c30-5 60-15 90-26"
      />
      {stones.map(([x, y, half], index) => (
        <ellipse
          key={x}
          class={index < 5 ? 'stone-one' : index < 13 ? 'stone-two' : 'stone-three'}
          cx={x}
          cy={y}
          rx={half}
          ry={half * 0.46}
        />
      ))}
    </svg>
  );
}
