/** The bar of a part that is done: on to the next one. */
import { useText } from '../../app-context.ts';
import { ActionBar } from '../../parts/action-bar.tsx';
import { LinkButton } from '../../parts/button.tsx';
import { partAfter, type FoundingPart } from './founding-parts.ts';

export function NextPartBar({ g, part, quiet }: { g: string; part: FoundingPart; quiet?: preact.ComponentChildren }) {
  return <ActionBar secondary={quiet} primary={<NextPartLink g={g} part={part} kind="primary" />} />;
}

export function NextPartLink({ g, part, kind }: { g: string; part: FoundingPart; kind: 'primary' | 'secondary' }) {
  const t = useText();
  const next = partAfter(part);
  return (
    <LinkButton kind={kind} wide={kind === 'primary'} href={next === undefined ? `/groups/${g}` : `/groups/${g}/founding/${next}`}>
      {next === undefined ? t('founding.next.group') : t('founding.next.part', { part: t(`founding.part.${next}`) })}
    </LinkButton>
  );
}

/** The way past a part whose gate is closed, or that may stay undone. */
export function SkipBar({ g, part, label }: { g: string; part: FoundingPart; label?: string }) {
  const t = useText();
  const next = partAfter(part) ?? 'finish';
  return (
    <ActionBar
      primary={
        <LinkButton kind="primary" wide href={`/groups/${g}/founding/${next}`}>
          {label ?? t('founding.next.part', { part: t(`founding.part.${next}`) })}
        </LinkButton>
      }
    />
  );
}
