/** One report: written from the books or typed from paper, checked, frozen and sent; afterwards where it is and what was said to it. */
import { useRoute } from 'preact-iso';
import { useState } from 'preact/hooks';
import { hasOwnBooks } from '../../../domain/group-figures.ts';
import type { ReportBooks } from '../../../domain/report-figures.ts';
import { carriedOver } from '../../../domain/report-figures.ts';
import { lastMonthOf } from '../../../domain/report-check.ts';
import { reportTasks, taskState, type ReportTask } from '../../../domain/report-due.ts';
import type { MonthFigures } from '../../../domain/report-operation.ts';
import type { ReportRow } from '../../../domain/report-row.ts';
import { useApp, useText, useToday } from '../../app-context.ts';
import { ActionBar } from '../../parts/action-bar.tsx';
import { Button, LinkButton } from '../../parts/button.tsx';
import { Section } from '../../parts/card.tsx';
import { Disclosure } from '../../parts/disclosure.tsx';
import { SkeletonRows } from '../../parts/skeleton.tsx';
import { showToast } from '../../parts/toast.tsx';
import { Screen } from '../../screen.tsx';
import { periodOf, figureLines, pasteText } from '../../words/report-words.ts';
import { plainName } from '../../words/member-name.ts';
import { useWords } from '../../words/use-words.ts';
import { shortNameOf } from '../group/in-words.ts';
import { NotFoundScreen } from '../not-found.tsx';
import { FigureList } from './figure-list.tsx';
import { readReportSlug, type ReportPlace } from './report-address.ts';
import { ReportWay } from './report-state.tsx';
import { ReportWriter } from './report-writer.tsx';
import { useReportBooks } from './use-report-books.ts';
import { useSent } from './use-sent.ts';
import '../../style/screens/report.css';

export function ReportScreen() {
  const place = readReportSlug(useRoute().params['id'] ?? '');
  return place === undefined ? (
    <NotFoundScreen />
  ) : (
    <PlacedReport key={`${place.kind}.${place.forMonth ?? ''}.${place.group}`} place={place} />
  );
}

function PlacedReport({ place }: { place: ReportPlace }) {
  const t = useText();
  const read = useReportBooks(place.group);
  if (read === 'no-group') return <NotFoundScreen />;
  if (read === undefined)
    return (
      <Screen title={t(`report.kind.${place.kind}`)} back="/reports">
        <SkeletonRows count={6} label={t('common.loading')} />
      </Screen>
    );
  return <OpenReport place={place} {...read} />;
}

interface OpenReportProps {
  place: ReportPlace;
  books: ReportBooks;
  reports: readonly ReportRow[];
  asked: Parameters<typeof reportTasks>[2];
  chair: ReportBooks['members'][number] | undefined;
}

function OpenReport({ place, books, reports, asked, chair }: OpenReportProps) {
  const { t, me } = useApp();
  const words = useWords();
  const todayOn = useToday();
  const [isAgain, setAgain] = useState(false);
  const { group } = books;
  const { kind, forMonth } = place;
  const own = reports.filter((report) => report.kind === kind && report.forMonth === forMonth);
  const report = own[0];
  const task: ReportTask = reportTasks(group, reports, asked, todayOn).find((each) => each.kind === kind && each.forMonth === forMonth) ?? {
    kind,
    group: group.id,
    route: asked.rules.find((rule) => rule.kind === kind)?.route ?? ['district'],
  };
  const last = forMonth === undefined ? undefined : lastMonthOf(reports, forMonth);
  const title = [t(`report.kind.${kind}`), periodOf(forMonth, words)].filter(Boolean).join(' ');
  const frame = { title, subtitle: shortNameOf(group, t), back: '/reports', focusKey: `${kind}.${forMonth ?? ''}.${group.id}` };

  if (kind === 'founding-notice' && (report === undefined || report.state === 'returned'))
    return (
      <Screen
        {...frame}
        actionBar={
          <ActionBar
            primary={
              <LinkButton href={`/groups/${group.id}/founding/finish`} kind="primary" wide icon="send">
                {t('report.founding')}
              </LinkButton>
            }
          />
        }
      >
        {report !== undefined && <Way report={report} />}
        <p>{t('report.founding.why')}</p>
        {report !== undefined && <SentFigures report={report} />}
      </Screen>
    );
  if (report === undefined || report.state === 'returned' || isAgain) {
    const before: MonthFigures | undefined =
      kind === 'monthly-savings' && !hasOwnBooks(group) ? (report?.snapshot as MonthFigures | undefined) : undefined;
    return (
      <ReportWriter
        frame={frame}
        place={place}
        books={books}
        report={report}
        route={task.route}
        dueOn={task.dueOn}
        opensOn={task.opensOn}
        isEarly={taskState({ ...task, report: undefined }, asked, todayOn) === 'not-open'}
        last={last}
        typedBefore={before ?? (forMonth === undefined ? {} : carriedOver(last, group, forMonth))}
        officer={me.name}
        chair={chair && plainName(chair.person)}
        above={report && <Way report={report} />}
        onSent={() => setAgain(false)}
        onCancel={isAgain ? () => setAgain(false) : undefined}
      />
    );
  }
  return (
    <Screen
      {...frame}
      actionBar={
        <ActionBar
          primary={
            <LinkButton href="/reports" kind="primary" wide>
              {t('report.all')}
            </LinkButton>
          }
          secondary={
            <Button icon="pen" onPress={() => setAgain(true)}>
              {t('report.again')}
            </Button>
          }
        />
      }
    >
      <Way report={report} />
      <SentFigures report={report} />
      <ReportTools report={report} group={group.id} />
      <EarlierVersions report={report} />
    </Screen>
  );
}

function Way({ report }: { report: ReportRow }) {
  const sent = useSent();
  const newest = report.versions.at(-1);
  return <ReportWay report={report} own={newest && sent?.get(newest.op)} />;
}

function SentFigures({ report }: { report: ReportRow }) {
  const { t } = useApp();
  const words = useWords();
  return (
    <Section title={t('report.figures')}>
      <FigureList lines={figureLines(report.kind, report.snapshot, { t, words })} />
      <p class="quiet small">{t('report.figures.frozen')}</p>
    </Section>
  );
}

function ReportTools({ report, group }: { report: ReportRow; group: string }) {
  const { t } = useApp();
  const words = useWords();
  const text = pasteText(report, { t, words });
  const copy = () =>
    void navigator.clipboard.writeText(text).then(
      () => showToast({ text: t('report.copy.done'), icon: 'check' }),
      () => showToast({ text: t('report.copy.failed'), icon: 'warning' }),
    );
  return (
    <>
      <div class="button-row">
        <Button icon="clipboard" onPress={copy}>
          {t('report.copy')}
        </Button>
        <LinkButton href={`/print/report/${group}?report=${report.id}`} icon="print">
          {t('report.print')}
        </LinkButton>
      </div>
      <Disclosure summary={t('report.copy.show')}>
        <pre class="paste-text">{text}</pre>
      </Disclosure>
    </>
  );
}

function EarlierVersions({ report }: { report: ReportRow }) {
  const { t } = useApp();
  const words = useWords();
  const earlier = report.versions.slice(0, -1).reverse();
  if (earlier.length === 0) return null;
  return (
    <Section title={t('report.history')}>
      {earlier.map((version) => (
        <Disclosure key={version.op} summary={`${t('report.version', { n: version.version })} · ${t(`report.state.${version.state}`)}`}>
          <FigureList lines={figureLines(report.kind, version.snapshot, { t, words })} />
        </Disclosure>
      ))}
    </Section>
  );
}
