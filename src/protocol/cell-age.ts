/** How old it is what boards say of a province that has a server of its own, which this office reads. */
export interface CellAge {
  /** `null` before the first time */
  readonly asOf: string | null;
  /** it lets this office read no longer */
  readonly isOver: boolean;
}
