/** The shape of the rows to come, in their real height, so that nothing jumps when they arrive. */
export interface SkeletonRowsProps {
  count: number;
  /** Said aloud while waiting. */
  label: string;
}

export function SkeletonRows({ count, label }: SkeletonRowsProps) {
  return (
    <div class="list card card-flush" role="status" aria-busy="true">
      <span class="hidden-text">{label}</span>
      {Array.from({ length: count }, (_, index) => (
        <div key={index} class="row row-face" aria-hidden="true">
          <span class="row-text">
            <span class="bone" />
            <span class="bone bone-short" />
          </span>
        </div>
      ))}
    </div>
  );
}
