import { describe, expect, it } from 'vitest';
import { isPaperKey, loadPaper, paperKeys, type Paper, type PaperBlock, type PaperKey } from '../../src/content/papers.ts';
import { entriesSince, whatsNew } from '../../src/content/whats-new.ts';

function blocksOf(paper: Paper): readonly PaperBlock[] {
  return paper.pages.flatMap((page) => page.blocks.flatMap((block) => (block.kind === 'box' ? [block, ...block.blocks] : [block])));
}

async function textOf(key: PaperKey): Promise<string> {
  return JSON.stringify(await loadPaper(key));
}

describe('the blank papers', () => {
  it.each(paperKeys)('%s loads under its key, with one title, rows that fit and tables that are filled as promised', async (key) => {
    const paper = await loadPaper(key);
    expect(paper.key).toBe(key);
    const blocks = blocksOf(paper);
    expect(blocks[0]?.kind === 'heading' || blocks[0]?.kind === 'row').toBe(true);
    for (const block of blocks) {
      if (block.kind === 'row') expect(block.fields.reduce((sum, field) => sum + field.span, 0)).toBeLessThanOrEqual(12);
      if (block.kind !== 'table') continue;
      expect(block.rows?.length ?? 0).toBeLessThanOrEqual(block.rowCount);
      for (const row of block.rows ?? []) expect(row.length).toBeLessThanOrEqual(block.columns.length);
    }
  });

  it('the application has two pages and asks for no income, occupation, religion or picture of an identity card', async () => {
    const paper = await loadPaper('application');
    expect(paper.pages).toHaveLength(2);
    const labels = blocksOf(paper).flatMap((block) => (block.kind === 'row' ? block.fields.map((field) => field.label.th) : []));
    expect(labels.filter((label) => /รายได้|อาชีพ|ศาสนา|หมู่เลือด|Line|ไลน์/.test(label))).toEqual([]);
    expect(await textOf('application')).toContain('ไม่บังคับ');
  });

  it('the consent form has room for two witnesses and says when both are needed', async () => {
    const signatures = blocksOf(await loadPaper('consent')).flatMap((block) => (block.kind === 'signature' ? block.people : []));
    expect(signatures.filter((person) => person.role?.th.startsWith('พยาน'))).toHaveLength(2);
    expect(await textOf('consent')).toContain('ต้องมีพยานสองคน');
  });

  it('the attendance sheet numbers sixty people', async () => {
    const tables = blocksOf(await loadPaper('attendance')).flatMap((block) => (block.kind === 'table' ? [block] : []));
    expect(tables.map((table) => [table.numberFrom, table.rowCount])).toEqual([
      [1, 30],
      [31, 30],
    ]);
  });

  it('the cash count lists every note and coin in use, the largest first', async () => {
    const table = blocksOf(await loadPaper('cash-count')).find((block) => block.kind === 'table');
    const values = table?.kind === 'table' ? (table.rows ?? []).map((row) => Number(row[1]?.replace(',', ''))) : [];
    expect(values).toEqual([1000, 500, 100, 50, 20, 10, 5, 2, 1, 0.5, 0.25]);
  });

  it('a key that is no paper is not taken for one', () => {
    expect(isPaperKey('cash-count')).toBe(true);
    expect(isPaperKey('toString')).toBe(false);
  });
});

describe('what is new', () => {
  it('tells the newest version first, and only what the person has not seen', () => {
    expect(whatsNew[0]?.version).toBe('0.1.0');
    expect(entriesSince(undefined)).toHaveLength(1);
    expect(entriesSince(whatsNew[0]?.version)).toEqual([]);
    for (const entry of whatsNew) expect(entry.th).toHaveLength(entry.en.length);
  });
});
