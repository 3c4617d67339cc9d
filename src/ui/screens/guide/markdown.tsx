/** Draws the small part of Markdown that the guidance uses: headings, lists, bold and paragraphs. Anything else shows as typed. */
import type { ComponentChildren, VNode } from 'preact';

interface Block {
  readonly kind: 'h1' | 'h2' | 'ul' | 'ol' | 'p';
  readonly lines: readonly string[];
}

/** The page without its first heading, which the screen's own header shows. */
export function Markdown({ text }: { text: string }): VNode {
  return (
    <article class="guide-text">
      {blocksOf(text)
        .filter((block, index) => !(index === 0 && block.kind === 'h1'))
        .map((block, index) => drawBlock(block, index))}
    </article>
  );
}

/** First heading of a page; `undefined` when it has none. */
export function findTitle(text: string): string | undefined {
  return blocksOf(text).find((block) => block.kind === 'h1')?.lines[0];
}

function blocksOf(text: string): readonly Block[] {
  const blocks: Block[] = [];
  for (const raw of text.split('\n')) {
    const line = raw.trim();
    const last = blocks.at(-1);
    const match = /^(# |## |- |\d+\. )(.*)$/.exec(line);
    if (line === '') blocks.push({ kind: 'p', lines: [] });
    else if (match === null) {
      if (last?.kind === 'p') blocks[blocks.length - 1] = { kind: 'p', lines: [...last.lines, line] };
      else blocks.push({ kind: 'p', lines: [line] });
    } else {
      const mark = match[1] ?? '';
      const kind = mark === '# ' ? 'h1' : mark === '## ' ? 'h2' : mark === '- ' ? 'ul' : 'ol';
      const words = match[2] ?? '';
      if ((kind === 'ul' || kind === 'ol') && last?.kind === kind) blocks[blocks.length - 1] = { kind, lines: [...last.lines, words] };
      else blocks.push({ kind, lines: [words] });
    }
  }
  return blocks.filter((block) => block.lines.length > 0);
}

function drawBlock(block: Block, key: number): VNode {
  if (block.kind === 'h1' || block.kind === 'h2') return <h2 key={key}>{inline(block.lines[0] ?? '')}</h2>;
  if (block.kind === 'p') return <p key={key}>{inline(block.lines.join(' '))}</p>;
  const List = block.kind;
  return (
    <List key={key}>
      {block.lines.map((line) => (
        <li key={line}>{inline(line)}</li>
      ))}
    </List>
  );
}

function inline(text: string): ComponentChildren {
  return text.split('**').map((part, index) => (index % 2 === 1 ? <strong key={index}>{part}</strong> : part));
}
