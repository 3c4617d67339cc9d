/** A volunteer's year runs from 1 October to 30 September, as the fiscal year does. */

/** @returns the 30 September on or after this day */
export function endOfTerm(todayOn: string): string {
  const year = todayOn.slice(0, 4);
  return todayOn <= `${year}-09-30` ? `${year}-09-30` : `${Number(year) + 1}-09-30`;
}
