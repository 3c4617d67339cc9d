/** Looks at JSON before it is trusted: how deep and how large it is before it is parsed, and whether a name in it would poison an object. */

const quote = 0x22;
const backslash = 0x5c;
const separators = new Set([0x2c, 0x3a]);
const opening = new Set([0x5b, 0x7b]);
const closing = new Set([0x5d, 0x7d]);
/** 500 operations of 300 rows stay far below; a body of a million names does not */
const mostSeparators = 600_000;

/** @returns false for a text nested deeper than `depth` or with more members than any real request; the text need not be valid JSON */
export function isShallow(text: string, depth: number): boolean {
  let level = 0;
  let separatorCount = 0;
  let inString = false;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (inString) {
      if (code === backslash) index++;
      else if (code === quote) inString = false;
    } else if (code === quote) inString = true;
    else if (opening.has(code)) {
      if (++level > depth) return false;
    } else if (closing.has(code)) level--;
    else if (separators.has(code) && ++separatorCount > mostSeparators) return false;
  }
  return true;
}

/**
 * Where the first offence stands: a name that would reach into an object's prototype (`ops.3.p.__proto__`), or a value nested deeper than
 * `depth`, by the path down to it. The phone reads the operation's place from it and sets that one aside.
 *
 * @param value parsed JSON of a text that `isShallow` let pass, so that the walk itself has an end
 */
export function findOffence(value: unknown, depth: number, path = ''): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth === 0) return path;
  for (const [name, member] of Object.entries(value)) {
    const at = path === '' ? name : `${path}.${name}`;
    if (!Array.isArray(value) && (name === '__proto__' || name === 'constructor' || name === 'prototype')) return at;
    const found = findOffence(member, depth - 1, at);
    if (found !== undefined) return found;
  }
  return undefined;
}
