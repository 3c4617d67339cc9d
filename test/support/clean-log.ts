/** A log line says figures and codes. What tests put into their offices must never be found in one: asked at the end of every office that a test opens. */

/** a Thai letter, a national id, a mobile number, or a name that tests give to people */
const personal =
  /[\u0E00-\u0E7F]|(?<![\w-])[1-8]\d{12}(?![\w-])|(?<![\w.-])0[689]\d{8}(?!\w)|Thongbai|Saenkham|Jaidee|Somying|Lamyai|Ban Test|Ban Tham/;

/** @throws Error with the line */
export function assertCleanLog(lines: string): void {
  const found = personal.exec(lines);
  if (found === null) return;
  const from = lines.lastIndexOf('\n', found.index) + 1;
  throw new Error(`a log line says "${found[0]}": ${lines.slice(from, found.index + 80)}`);
}
