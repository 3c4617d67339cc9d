/** One request body made wrong in one of the ways bodies go wrong: bytes, tokens, values, shape. */
import { oneOf, type Draws } from './seeded-draws.ts';

const tokens = [
  'null',
  'true',
  '-1',
  '1e999',
  '9007199254740993',
  '0.1',
  '""',
  '[]',
  '{}',
  '"__proto__"',
  '\\u0000',
  '\\ud800',
  '{"a":',
  ']]',
  ',',
];
const values: readonly unknown[] = [
  null,
  true,
  -1,
  0,
  1.5,
  2 ** 53,
  1e308,
  '',
  '\u0000',
  '\ud800',
  '../../x',
  "' or 1=1 --",
  'x'.repeat(5000),
  [],
  {},
  [[[[[[[[[[1]]]]]]]]]],
  '2026-13-45T99:99:99Z',
  '00000000-0000-0000-0000-000000000000',
];

export function mutated(base: string, draw: Draws): Uint8Array<ArrayBuffer> {
  const changes = 1 + draw(4);
  if (draw(2) === 0) {
    const request: unknown = JSON.parse(base);
    for (let change = 0; change < changes; change++) changeValue(request, draw);
    return encode(JSON.stringify(request));
  }
  let text = base;
  for (let change = 0; change < changes; change++) text = changeText(text, draw);
  const bytes = encode(text);
  if (draw(3) === 0 && bytes.length > 0) bytes[draw(bytes.length)] = draw(256);
  return bytes;
}

function encode(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(text));
}

function changeText(text: string, draw: Draws): string {
  const at = draw(text.length + 1);
  const until = Math.min(text.length, at + draw(20));
  const kind = draw(5);
  if (kind === 0) return text.slice(0, at);
  if (kind === 1) return text.slice(0, at) + text.slice(until);
  if (kind === 2) return text.slice(0, until) + text.slice(at);
  if (kind === 3) return text.slice(0, at) + oneOf(draw, tokens) + text.slice(until);
  return text.slice(0, at) + String.fromCharCode(draw(0x300)) + text.slice(at + 1);
}

/** Walks down to a random member and makes it another value, takes it away, doubles it or gives it a stranger beside it. */
function changeValue(root: unknown, draw: Draws): void {
  let place = root;
  for (;;) {
    if (typeof place !== 'object' || place === null) return;
    const parent = place as Record<string, unknown>;
    const names = Object.keys(parent);
    if (names.length === 0) return;
    const name = oneOf(draw, names);
    const value = parent[name];
    if (typeof value === 'object' && value !== null && draw(4) > 0) {
      place = value;
      continue;
    }
    const kind = draw(4);
    if (kind === 0) Reflect.deleteProperty(parent, name);
    else if (kind === 1) parent[`${name}${draw(10)}`] = value;
    else if (kind === 2 && Array.isArray(place)) place.push(value);
    else parent[name] = oneOf(draw, values);
    return;
  }
}
