/** A stream as an office would number it, for tests of the phone's store alone: it decides nothing but the order. */
import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import { hashOperation } from '../../src/domain/canonical-json.ts';
import type { Operation } from '../../src/domain/operation.ts';
import type { Phone } from '../../src/storage/phone-internals.ts';
import type { PulledPage } from '../../src/storage/pulled-page.ts';

export const sha = (text: string): string => createHash('sha256').update(text).digest('hex');
export const recv = '2026-11-23T03:00:00.000Z';

export class Stream {
  readonly log: { readonly seq: number; readonly by: string; readonly recv: string; readonly op: Operation; readonly chain: string }[] = [];
  readonly g: string;

  constructor(g: string) {
    this.g = g;
  }

  async append(op: Operation, by: string): Promise<void> {
    const chain = sha((this.log.at(-1)?.chain ?? '0'.repeat(64)) + (await hashOperation(op, sha)));
    this.log.push({ seq: this.log.length + 1, by, recv, op, chain });
  }

  page(from: number, size: number): PulledPage {
    const ops = this.log.slice(from, from + size).map(({ seq, by, recv: at, op }) => ({ seq, by, recv: at, op }));
    const to = from + ops.length;
    return { g: this.g, kind: 'group', view: 'full', from, to, head: this.log.length, ops, chain: this.log[to - 1]?.chain };
  }
}

/** One page of so many operations, from where the phone stands. */
export async function pull(phone: Phone, stream: Stream, size: number): Promise<void> {
  const from = (await phone.syncHead()).cur[stream.g] ?? 0;
  if (from < stream.log.length) expect(await phone.applyPage(stream.page(from, size))).toBe('applied');
}
