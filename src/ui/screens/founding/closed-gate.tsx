/** A part whose gate is closed explains why and where to go; it may still be looked at, and the run goes on past it. */
import type { Gate, GateReason } from '../../../domain/gate.ts';
import { useText } from '../../app-context.ts';
import { Banner } from '../../parts/banner.tsx';
import { LinkButton } from '../../parts/button.tsx';
import type { FoundingPart } from './founding-parts.ts';

const partOfReason: Partial<Record<GateReason, FoundingPart>> = {
  'vote-not-passed': 'vote',
  'no-member': 'intake',
  'no-chair': 'committee',
  'no-bylaws': 'rules',
  'no-pledge-day': 'rules',
};

export function ClosedGate({ g, gate }: { g: string; gate: Gate }) {
  const t = useText();
  if (gate.open) return null;
  const parts = [...new Set(gate.why.map((reason) => partOfReason[reason]).filter((part) => part !== undefined))];
  return (
    <Banner
      tone="attention"
      icon="lock"
      title={t('founding.gate.closed')}
      actions={parts.map((part) => (
        <LinkButton key={part} href={`/groups/${g}/founding/${part}`}>
          {t('founding.gate.go', { part: t(`founding.part.${part}`) })}
        </LinkButton>
      ))}
    >
      <ul class="plain-list">
        {gate.why.map((reason) => (
          <li key={reason}>{t(`founding.gate.${reason}`)}</li>
        ))}
      </ul>
    </Banner>
  );
}
