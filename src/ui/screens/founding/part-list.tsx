/** All parts of the day with their state in a word; each opens at any time. */
import { useText } from '../../app-context.ts';
import { Icon } from '../../parts/icon.tsx';
import { Tag, type TagTone } from '../../parts/tag.tsx';
import { foundingParts, partStateOf, type FoundingPart, type PartState } from './founding-parts.ts';
import type { Founding } from './use-founding.ts';

const toneByState: Record<PartState, TagTone> = { done: 'done', begun: 'waiting', todo: 'plain', optional: 'plain', refused: 'stop' };

export function PartList({ founding, current, next }: { founding: Founding; current?: FoundingPart; next?: FoundingPart }) {
  const t = useText();
  return (
    <ol class="part-list card card-flush">
      {foundingParts.map((part, index) => {
        const state = partStateOf(part, founding);
        return (
          <li key={part}>
            <a
              class={`part-row part-${state}${part === next ? ' part-next' : ''}`}
              href={`/groups/${founding.g}/founding/${part}`}
              aria-current={part === current ? 'step' : undefined}
            >
              <span class="part-mark" aria-hidden="true">
                {state === 'done' ? <Icon name="check" size="small" /> : index + 1}
              </span>
              <span class="part-text">
                <span class="part-title">{t(`founding.part.${part}`)}</span>
                <span class="part-about">{t(`founding.about.${part}`)}</span>
              </span>
              {state !== 'todo' && <Tag tone={toneByState[state]}>{t(`founding.state.${state}`)}</Tag>}
            </a>
          </li>
        );
      })}
    </ol>
  );
}
