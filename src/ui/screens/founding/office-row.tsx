/** One office and who holds it, or an empty chair to fill. */
import type { Office } from '../../../domain/vocabulary.ts';
import type { MemberRow } from '../../../domain/row.ts';
import { useText } from '../../app-context.ts';
import { IconButton } from '../../parts/button.tsx';
import { Icon } from '../../parts/icon.tsx';
import { PersonName } from '../../parts/person-name.tsx';
import { nameParts, plainName } from '../../words/member-name.ts';

export interface SeatOnScreen {
  readonly key: string;
  readonly office: Office;
  readonly member: string;
  readonly votes?: number | undefined;
  readonly recorded: boolean;
}

export interface OfficeRowProps {
  office: Office;
  seat: SeatOnScreen | undefined;
  member: MemberRow | undefined;
  disabled: boolean;
  onPick: () => void;
  /** takes a choice back, or ends a recorded term */
  onRemove: () => void;
}

export function OfficeRow({ office, seat, member, disabled, onPick, onRemove }: OfficeRowProps) {
  const t = useText();
  const word = t(`founding.office.${office}`);
  if (seat === undefined || member === undefined) {
    return (
      <li class="office-row office-empty">
        <button type="button" class="office-face" disabled={disabled} onClick={() => onPick()}>
          <span class="office-word">{word}</span>
          <span class="office-choose">
            <Icon name="plus" size="small" />
            {t('founding.committee.choose-short')}
          </span>
        </button>
      </li>
    );
  }
  return (
    <li class={`office-row${seat.recorded ? ' office-recorded' : ''}`}>
      <div class="office-face">
        <span class="office-word">{word}</span>
        <span class="office-name">
          <PersonName parts={nameParts(member.person)} />
          <span class="row-subtitle">
            {[
              member.no === undefined ? undefined : t('founding.member.no', { no: member.no }),
              seat.votes === undefined ? undefined : t('founding.committee.votes', { n: seat.votes }),
              seat.recorded ? t('founding.committee.recorded') : undefined,
            ]
              .filter((part) => part !== undefined)
              .join(' · ')}
          </span>
        </span>
      </div>
      <IconButton
        icon={seat.recorded ? 'undo' : 'close'}
        label={t(seat.recorded ? 'founding.committee.end' : 'founding.committee.remove', { office: word, name: plainName(member.person) })}
        onPress={onRemove}
      />
    </li>
  );
}
