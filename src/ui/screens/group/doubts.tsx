/** Cards for what a person must look at: two different answers to choose from, and doubts in plain words. Nothing here is an error. */
import { formatBaht } from '../../../domain/money.ts';
import { isTextKey } from '../../../content/text.ts';
import type { Flag, GroupRow, Row } from '../../../domain/row.ts';
import { monthOf } from '../../../domain/thai-calendar.ts';
import { useText } from '../../app-context.ts';
import { Banner } from '../../parts/banner.tsx';
import { PersonName } from '../../parts/person-name.tsx';
import { useWords } from '../../words/use-words.ts';
import { ConflictCard } from './conflict-card.tsx';
import { nameParts } from '../../words/member-name.ts';
import { isLoanFlag } from '../loans/loan-flags.ts';
import type { DoubtsOfGroup } from './use-doubts.ts';

export function ConflictCards({ group, doubts }: { group: GroupRow; doubts: DoubtsOfGroup }) {
  if (doubts.conflicts.length === 0) return null;
  return (
    <div class="stack" id="conflicts">
      {doubts.conflicts.map((conflict) => (
        <ConflictCard
          key={`${conflict.row}.${conflict.conflict.field}`}
          g={group.id}
          row={conflict.row}
          conflict={conflict.conflict}
          name={<RecordName of={conflict.of} />}
        />
      ))}
    </div>
  );
}

/** One card for all doubts: the sentence, and the records it is about; quiet, unless somebody was told what is not so. */
export function FlagCard({ group, doubts: { flagged } }: { group: GroupRow; doubts: DoubtsOfGroup }) {
  const t = useText();
  if (flagged.length === 0) return null;
  const flags = [...new Set(flagged.flatMap((record) => record.flags))];
  return (
    <Banner tone={flags.includes('number-taken') ? 'attention' : 'info'} title={t('group.flags', { n: flagged.length })}>
      <ul class="flags">
        {flags.map((flag) => (
          <li key={flag}>
            {t(`group.flag.${flag}`)}
            {flagged
              .filter((record) => record.flags.includes(flag))
              .map((record) => (
                <span key={record.row} class="flag-record">
                  {record.member !== undefined && (
                    <a href={`/groups/${group.id}/members/${record.member.id}`}>
                      <PersonName parts={nameParts(record.member.person)} />
                    </a>
                  )}
                  {flag === 'number-taken' && record.member?.takenNo !== undefined && (
                    <> {t('group.taken-no', { no: record.member.takenNo })}</>
                  )}
                  <Record g={group.id} of={record.of} />
                </span>
              ))}
            <So flag={flag} />
          </li>
        ))}
      </ul>
    </Banner>
  );
}

/** By its name, which leads to where it can be mended. A member, and whoever holds an office, is named before it. */
function Record({ g, of }: { g: string; of: Row }) {
  if (of.type === 'member' || of.type === 'term') return null;
  const href =
    of.type === 'loan'
      ? `/groups/${g}/loans/${of.id}`
      : of.type === 'entry'
        ? `/groups/${g}/entry?month=${of.bookedIn ?? monthOf(of.paidOn)}&entry=${of.id}`
        : undefined;
  if (href === undefined) return <RecordName of={of} />;
  return (
    <a href={href}>
      <RecordName of={of} />
    </a>
  );
}

/** What to do about it, where there is something to do. */
function So({ flag }: { flag: Flag }) {
  const t = useText();
  const key = isLoanFlag(flag) ? `loan.so.${flag}` : `group.so.${flag}`;
  return isTextKey(key) ? <p class="quiet small">{t(key)}</p> : null;
}

function RecordName({ of }: { of: Row }) {
  const t = useText();
  const words = useWords();
  switch (of.type) {
    case 'member':
      return <PersonName parts={nameParts(of.person)} />;
    case 'meeting':
      return (
        <>
          {t(`group.meeting.${of.kind}`)} {words.day(of.heldOn)}
        </>
      );
    case 'entry':
      return (
        <>
          {t(`group.entry.${of.kind}`)} {formatBaht(of.amount, { wholeBaht: 'short' })} {t('common.unit.baht')} {words.day(of.paidOn)}
        </>
      );
    case 'count':
      return (
        <>
          {t('group.record.count')} {words.day(of.on)}
        </>
      );
    case 'loan':
      return (
        <>
          {of.contract === undefined ? t(`loan.kind.${of.kind}`) : t('loan.contract.no', { no: of.contract.no })}{' '}
          {formatBaht(of.contract?.principal ?? of.asked, { wholeBaht: 'short' })} {t('common.unit.baht')}
        </>
      );
    case 'session':
      return <>{t('group.record.session', { step: of.step })}</>;
    case 'group':
    case 'consent':
    case 'term':
    case 'bylaws':
      return <>{t(`group.record.${of.type}`)}</>;
    default:
      return null;
  }
}
