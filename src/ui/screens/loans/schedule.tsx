/** The instalments of a loan: what is still to come with what was paid of it, the paid ones folded away. */
import { scheduleLines, type ScheduleLine } from '../../../domain/loan-due.ts';
import { thaiDateParts } from '../../../domain/thai-calendar.ts';
import type { LoanRow } from '../../../domain/money-row.ts';
import { useText, useToday } from '../../app-context.ts';
import { Section } from '../../parts/card.tsx';
import { Disclosure } from '../../parts/disclosure.tsx';
import { DateLeaf, List, ListRow } from '../../parts/list-row.tsx';
import { Tag, type TagTone } from '../../parts/tag.tsx';
import { useWords } from '../../words/use-words.ts';
import { baht } from './loan-words.ts';

const tones: Readonly<Record<ScheduleLine['state'], TagTone>> = { paid: 'done', late: 'stop', due: 'next', 'to-come': 'plain' };

export function Schedule({ loan }: { loan: LoanRow }) {
  const t = useText();
  const todayOn = useToday();
  const lines = scheduleLines(loan, todayOn);
  const paid = lines.filter(({ state }) => state === 'paid');
  const open = lines.filter(({ state }) => state !== 'paid');
  return (
    <Section title={t('loan.schedule', { n: lines.length })}>
      {paid.length > 0 && (
        <Disclosure summary={t('loan.schedule.paid', { n: paid.length })}>
          <Lines lines={paid} label={t('loan.schedule.paid', { n: paid.length })} isRunning={loan.state === 'running'} />
        </Disclosure>
      )}
      {open.length > 0 && <Lines lines={open} label={t('loan.schedule', { n: lines.length })} isRunning={loan.state === 'running'} />}
    </Section>
  );
}

function Lines({ lines, label, isRunning }: { lines: readonly ScheduleLine[]; label: string; isRunning: boolean }) {
  const t = useText();
  const words = useWords();
  return (
    <List label={label}>
      {lines.map((line) => {
        const received = line.principalPaid + line.interestPaid;
        return (
          <ListRow
            key={line.no}
            leading={<DateLeaf {...words.leaf(line.dueOn)} tone={isRunning && line.state === 'late' ? 'late' : 'normal'} />}
            title={t('loan.schedule.no', { n: line.no, year: thaiDateParts(line.dueOn).yearBE })}
            subtitle={[
              t('loan.schedule.parts', { principal: baht(line.principal), interest: baht(line.interest) }),
              line.state !== 'paid' && received > 0 && t('loan.schedule.received', { baht: baht(received) }),
            ]
              .filter(Boolean)
              .join(' · ')}
            trailing={
              <span class="loan-end">
                <span class="amount">
                  <b class="figure">{baht(line.principal + line.interest)}</b> <span class="unit">{t('common.unit.baht')}</span>
                </span>
                {isRunning && line.state !== 'to-come' && <Tag tone={tones[line.state]}>{t(`loan.line.${line.state}`)}</Tag>}
              </span>
            }
          />
        );
      })}
    </List>
  );
}
