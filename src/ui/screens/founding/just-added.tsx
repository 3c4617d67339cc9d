/** What was just saved, with its undo; the line keeps its height, so the form below never jumps. */
import type { MemberRow } from '../../../domain/row.ts';
import { useText } from '../../app-context.ts';
import { Button } from '../../parts/button.tsx';
import { Icon } from '../../parts/icon.tsx';
import { PersonName } from '../../parts/person-name.tsx';
import { nameParts } from '../../words/member-name.ts';

export function JustAdded({ member, onUndo, busy }: { member: MemberRow | undefined; onUndo: () => void; busy: boolean }) {
  const t = useText();
  return (
    <div class="just-added" role="status">
      {member && (
        <>
          <Icon name="check" size="small" />
          <span>
            {t('founding.intake.added')} <PersonName parts={nameParts(member.person)} />
          </span>
          <Button kind="quiet" icon="undo" disabled={busy} onPress={onUndo}>
            {t('common.undo')}
          </Button>
        </>
      )}
    </div>
  );
}
