/** Cells of a CSV file that a spreadsheet opens without running anything in them (RFC 4180, UTF-8 with a byte order mark). */

/** so that a spreadsheet reads Thai */
export const csvStart = '\uFEFF';

export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

/**
 * A text as one cell. What begins like a formula, in any width of the sign or behind white space, gets an apostrophe before it; a plain number
 * with a minus sign is one and stays.
 */
function csvCell(text: string): string {
  const isFormula = /^[\s\u00A0\uFEFF]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/.test(text) && !/^-\d+(\.\d+)?$/.test(text);
  const safe = isFormula ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
