/** The folded parts of a member's page: particulars, consent, promises, money, history. Reading only; each change has its own task. */
import type { ComponentChildren } from 'preact';
import { bylawsOn, findBylawDepartures, type BylawDeparture } from '../../../domain/bylaw-check.ts';
import { formatBaht } from '../../../domain/money.ts';
import { formatPhoneNumber } from '../../../domain/phone-number.ts';
import type { BylawsRow, ConsentRow, GroupRow, MemberRow } from '../../../domain/row.ts';
import type { PassbookLine } from '../../../domain/money-row.ts';
import { passbookOf } from '../../../domain/savings-register.ts';
import { ageOn, formatBirthDate, formatThaiMonth, thaiDateParts } from '../../../domain/thai-calendar.ts';
import { useApp, useText, useToday } from '../../app-context.ts';
import { LinkButton } from '../../parts/button.tsx';
import { SkeletonRows } from '../../parts/skeleton.tsx';
import { Tag } from '../../parts/tag.tsx';
import { useRows, useRowsOf } from '../../use-store.ts';
import { departureInWords } from '../../words/bylaw-words.ts';
import { useWords } from '../../words/use-words.ts';
import { PhotoAttach } from '../../photo-attach.tsx';
import { MaskedNationalId } from './national-id.tsx';
import { majorityOf, pledgeToCome } from './standing.ts';

export interface SectionProps {
  group: GroupRow;
  member: MemberRow;
  home: string;
}

/** A line of label and value. */
export function Fact({ label, children }: { label: ComponentChildren; children: ComponentChildren }) {
  return (
    <div class="fact">
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

export function Particulars({ group, member, home }: SectionProps) {
  const t = useText();
  const words = useWords();
  const todayOn = useToday();
  const { person } = member;
  const majority = majorityOf(member, todayOn);
  const birth = person.bornOn === undefined ? undefined : { bornOn: person.bornOn, birthPrecision: person.birthPrecision ?? 'day' };
  const unknown = <span class="quiet">{t('member.not-yet')}</span>;
  const age = birth && ageOn(birth.bornOn, todayOn);
  return (
    <>
      <dl class="facts">
        {member.kind === 'person' && (
          <>
            <Fact label={t('member.field.bornOn')}>
              {birth === undefined || age === undefined ? (
                unknown
              ) : (
                <>
                  {birth.birthPrecision === 'year'
                    ? t('member.birth.year-only', { year: thaiDateParts(birth.bornOn).yearBE })
                    : formatBirthDate(birth, words.calendar, { style: 'long' })}
                  <span class="quiet"> · {t(birth.birthPrecision === 'day' ? 'member.age' : 'member.age.about', { n: age })}</span>
                </>
              )}
            </Fact>
            {majority?.state === 'minor' && majority.adultFrom !== undefined && (
              <Fact label={t('member.majority')}>{t('member.majority.on', { day: words.day(majority.adultFrom) })}</Fact>
            )}
            {majority?.state === 'adult' && majority.because === 'marriage' && majority.adultFrom !== undefined && (
              <Fact label={t('member.majority')}>{t('member.majority.marriage', { day: words.day(majority.adultFrom) })}</Fact>
            )}
            {person.maritalStatus !== undefined && (
              <Fact label={t('member.field.maritalStatus')}>{t(`member.marital.${person.maritalStatus}`)}</Fact>
            )}
            <Fact label={t('member.field.nationalId')}>
              {member.idStatus === 'given' && person.nationalId !== undefined ? (
                <MaskedNationalId g={group.id} member={member} id={person.nationalId} />
              ) : (
                <span class="quiet">{t(`member.id-status.${member.idStatus === 'given' ? 'later' : member.idStatus}`)}</span>
              )}
            </Fact>
          </>
        )}
        <Fact label={t('member.field.address')}>
          {person.houseNo === undefined ? unknown : person.houseNo}
          {person.moo !== undefined && ` ${t('common.moo', { moo: person.moo })}`}
          {person.moo === undefined && ` ${t('common.moo', { moo: group.village.moo })}`}
        </Fact>
        <Fact label={t('member.field.phone')}>
          {person.phone === undefined ? (
            unknown
          ) : (
            <a class="figure-text" href={`tel:${person.phone}`}>
              {formatPhoneNumber(person.phone)}
            </a>
          )}
        </Fact>
        {person.nickname !== undefined && <Fact label={t('member.field.nickname')}>{person.nickname}</Fact>}
        <Fact label={t('member.field.memberType')}>{t(`member.type.${member.memberType}`)}</Fact>
      </dl>
      {member.state !== 'left' && (
        <LinkButton href={`${home}?do=edit`} icon="pen">
          {t('member.edit')}
        </LinkButton>
      )}
    </>
  );
}

export function Consents({ group, member, home, consents }: SectionProps & { consents: readonly ConsentRow[] }) {
  const t = useText();
  const words = useWords();
  return (
    <>
      {consents.length === 0 && <p>{t('member.consent.none')}</p>}
      {consents.map((consent) => (
        <article key={consent.id} class="paper-card">
          <p class="paper-card-head">
            <b class="name">{consent.guardianName ?? t('member.consent.erased')}</b>{' '}
            <span class="quiet">{t(`member.relation.${consent.relation}`)}</span>
            {member.consent === consent.id && consents.length > 1 && <Tag tone="done">{t('member.consent.in-force')}</Tag>}
          </p>
          <p>
            {t(`member.signed.${consent.signatureKind}`)} · {words.day(consent.signedOn, { style: 'long' })}
            {consent.pledge !== undefined &&
              ` · ${t('member.consent.pledge', { baht: formatBaht(consent.pledge, { wholeBaht: 'short' }) })}`}
          </p>
          {consent.witnesses.length > 0 && <p class="quiet">{t('member.consent.witnesses', { names: consent.witnesses.join(' · ') })}</p>}
          {consent.guardianPhone !== undefined && (
            <p>
              <a class="figure-text" href={`tel:${consent.guardianPhone}`}>
                {formatPhoneNumber(consent.guardianPhone)}
              </a>
            </p>
          )}
          {consent.signatureKind === 'signature' ? (
            <PhotoAttach
              g={group.id}
              for={{ kind: 'consent', id: consent.id }}
              label={t('member.consent.photo')}
              hint={t('member.consent.photo.hint')}
            />
          ) : (
            <p class="quiet small">{t('member.consent.no-photo')}</p>
          )}
        </article>
      ))}
      {member.state !== 'left' && (
        <LinkButton href={`${home}?do=consent`} icon="pen">
          {t(consents.length === 0 ? 'member.consent.title' : 'member.consent.again')}
        </LinkButton>
      )}
    </>
  );
}

export function Promises({ group, member, home }: SectionProps) {
  const t = useText();
  const words = useWords();
  const { me } = useApp();
  const todayOn = useToday();
  const next = pledgeToCome(member, todayOn);
  const unit = group.bylaws?.shareUnit;
  return (
    <>
      {next !== undefined && (
        <p class="pledge-next">
          {t('member.pledge.next', { baht: baht(next.amount), month: formatThaiMonth(next.effectiveFrom, words.calendar) })}
        </p>
      )}
      {member.pledges.length === 0 ? (
        <p>
          {member.intendedPledge === undefined
            ? t('member.pledge.none')
            : t('member.pledge.intended', { baht: baht(member.intendedPledge) })}
        </p>
      ) : (
        <ol class="pledge-lines">
          {member.pledges.toReversed().map((pledge, index) => (
            <li key={index}>
              <span>
                {t('member.pledge.since', { month: formatThaiMonth(pledge.effectiveFrom, words.calendar) })}
                <span class="quiet small">
                  {t(`member.pledge.decided.${pledge.decidedBy}`, { day: words.day(pledge.decidedOn) })} ·{' '}
                  {t(pledge.by === me.user ? 'member.history.you' : 'member.history.colleague')}
                </span>
              </span>
              <span class="money">
                <b>{baht(pledge.amount)}</b> {t('common.unit.baht')}
                {unit !== undefined && <span class="quiet small"> {t('member.pledge.share-count', { n: pledge.amount / unit })}</span>}
              </span>
            </li>
          ))}
        </ol>
      )}
      {member.state === 'accepted' && (
        <>
          <LinkButton href={`${home}?do=pledge`} icon="pen">
            {t('member.pledge.change')}
          </LinkButton>
          <p class="quiet small">{t('member.pledge.only-own')}</p>
        </>
      )}
    </>
  );
}

const linesShown = 6;

/** What a member has, and his latest lines; the whole book has its own page. */
export function MoneyLines({ group, member, home }: SectionProps) {
  const t = useText();
  const words = useWords();
  const year = Number(useToday().slice(0, 4));
  // what was paid for the months to come stands in the next year's book
  const keys = [year - 1, year, year + 1].map((each) => `passbook:${each}:${member.id}` as const);
  const passbooks = useRowsOf<'passbook'>(group.id, keys);
  const versions = useRows(group.id, 'bylaws') ?? [];
  if (passbooks === undefined) return <SkeletonRows count={3} label={t('common.loading')} />;
  const latest = passbookOf(passbooks).toReversed().slice(0, linesShown);
  return (
    <>
      <dl class="facts">
        <Fact label={t('member.money.saved')}>
          <Amount satang={member.savedSatang} />
        </Fact>
        <Fact label={t('member.money.special')}>
          <Amount satang={member.specialSatang} />
        </Fact>
        <Fact label={t('member.money.fee')}>
          {member.entryFeePaid ? <Amount satang={member.entryFeeSatang ?? 0} /> : <span class="quiet">{t('member.money.fee-none')}</span>}
        </Fact>
      </dl>
      {latest.length === 0 ? (
        <p class="quiet">{t('member.money.none')}</p>
      ) : (
        <ol class="pledge-lines">
          {latest.map((line) => (
            <li key={line.e}>
              <span>
                {t(`group.entry.${line.kind}`)}
                <span class="quiet small">
                  {words.day(line.paidOn)}
                  {line.forMonth !== undefined && ` · ${t('member.money.for', { month: formatThaiMonth(line.forMonth, words.calendar) })}`}
                  {line.receipt !== undefined && ` · ${t('member.money.receipt', { no: line.receipt })}`}
                </span>
                {departuresOf(line, versions).map((departure) => (
                  <span key={departure.code} class="departure small">
                    {departureInWords(departure, t, words)}
                  </span>
                ))}
              </span>
              <Amount satang={line.amount} />
            </li>
          ))}
        </ol>
      )}
      <LinkButton href={`${home}/passbook`} icon="book">
        {t('member.money.passbook')}
      </LinkButton>
    </>
  );
}

/** A line that is live and otherwise than the by-laws of its day say. */
function departuresOf({ kind, amount, paidOn }: PassbookLine, versions: readonly BylawsRow[]): readonly BylawDeparture[] {
  const rules = bylawsOn(versions, paidOn)?.rules;
  return rules === undefined ? [] : findBylawDepartures({ what: 'entry', kind, amount }, rules);
}

function Amount({ satang }: { satang: number }) {
  const t = useText();
  return (
    <span class="money">
      <b>{baht(satang)}</b> {t('common.unit.baht')}
    </span>
  );
}

const baht = (satang: number) => formatBaht(satang, { wholeBaht: 'short' });
