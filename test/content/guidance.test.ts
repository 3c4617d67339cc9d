import { describe, expect, it } from 'vitest';
import { stepKeys } from '../../src/domain/vocabulary.ts';
import { findGuidanceEntry, guidanceForItem, guidanceIndex, guidelinePageKey, searchGuidance } from '../../src/content/guidance-index.ts';
import { loadGuidance } from '../../src/content/guidance.ts';
import { listContentFiles, readContent } from './content-files.ts';

const pages = listContentFiles(/^guidance\/.+\.md$/).map((path) => path.slice('guidance/'.length, -'.md'.length));
const thaiWords = new Intl.Segmenter('th', { granularity: 'word' });

describe('the guide', () => {
  it('every page is in the table of contents and every entry has its page', () => {
    expect(guidanceIndex.map((entry) => entry.key).sort()).toEqual([...pages].sort());
  });

  it('coaches every item, each on one page that comes first', () => {
    for (const key of stepKeys) {
      const coaching = guidanceForItem(key).filter((entry) => entry.kind === 'item');
      expect(coaching.map((entry) => entry.items)).toEqual([[key]]);
      expect(guidanceForItem(key)[0]).toBe(coaching[0]);
    }
  });

  it('every coaching page says what it is for, what to say, what to do, what goes wrong and what to record, in 120 to 250 words', () => {
    for (const entry of guidanceIndex.filter((candidate) => candidate.kind === 'item')) {
      const page = readContent(`guidance/${entry.key}.md`);
      for (const part of ['## พูดว่าอย่างไร', '## ทำอย่างไร', '## ที่มักพลาด', '## บันทึกอะไร']) expect(page, entry.key).toContain(part);
      const words = [...thaiWords.segment(page)].filter((segment) => segment.isWordLike).length;
      expect(words, entry.key).toBeGreaterThanOrEqual(120);
      expect(words, entry.key).toBeLessThanOrEqual(250);
    }
  });

  it('keeps to the small Markdown the app can draw', () => {
    for (const key of pages) {
      const lines = readContent(`guidance/${key}.md`).split('\n');
      expect(lines[0], key).toMatch(/^# \S/);
      expect(lines.filter((line) => line.startsWith('# '))).toHaveLength(1);
      expect(lines.filter((line) => /^(#{3,}|\s+\S|[*+>|]|`|!?\[|<|-{2,}|---)/.test(line) && !line.startsWith('**'))).toEqual([]);
      expect(lines.filter((line) => (line.match(/\*\*/g) ?? []).length % 2 === 1 || /_\S+_|`|\]\(/.test(line))).toEqual([]);
    }
  });

  it('numbers its lists one after the other', () => {
    for (const key of pages) {
      let expected = 1;
      for (const line of readContent(`guidance/${key}.md`).split('\n')) {
        const number = /^(\d+)\. /.exec(line)?.[1];
        if (number === undefined) expected = 1;
        else expect(Number(number), `${key}: ${line}`).toBe(expected++);
      }
    }
  });

  it('loads a page by its key and knows when there is none', async () => {
    const page = await loadGuidance('2.2-vote-freely');
    expect(page).toBe(readContent('guidance/2.2-vote-freely.md'));
    expect(await loadGuidance('no-such-page')).toBeUndefined();
    expect(findGuidanceEntry(guidelinePageKey)?.kind).toBe('letter');
  });

  it('is found by Thai words in the middle of others, by item number and by English', () => {
    expect(searchGuidance('ยกมือ').map((entry) => entry.key)).toContain('2.2-vote-freely');
    expect(searchGuidance('๒.๒').map((entry) => entry.key)).toContain('2.2-vote-freely');
    expect(searchGuidance('PRIVACY').map((entry) => entry.key)).toEqual(['village-notice-pdpa']);
    expect(searchGuidance('เงินทอน').map((entry) => entry.key)).toEqual(['founding-day-kit']);
    expect(searchGuidance('')).toHaveLength(guidanceIndex.length);
  });

  it('the notice read aloud says purpose, refusal, retention, recipients, rights and whom to ask', () => {
    const notice = readContent('guidance/village-notice-pdpa.md');
    for (const part of ['เพื่ออะไร', 'ถ้าไม่ให้', 'เก็บนานเท่าใด', 'ใครเห็น', 'สิทธิของเรา', 'ติดต่อ']) expect(notice).toContain(part);
  });
});
