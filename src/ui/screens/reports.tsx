/** Every report of the officer's groups: what was returned, what is owed and by when, what is with the office and since when. */
import { useState } from 'preact/hooks';
import { taskState, timelinessOfReport, type TaskState } from '../../domain/report-due.ts';
import type { Translate } from '../../content/text.ts';
import { useText, useToday } from '../app-context.ts';
import { ActionBar } from '../parts/action-bar.tsx';
import { Button, LinkButton } from '../parts/button.tsx';
import { Section } from '../parts/card.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { DateLeaf, IconTile, List, ListRow } from '../parts/list-row.tsx';
import { SkeletonRows } from '../parts/skeleton.tsx';
import { Tag } from '../parts/tag.tsx';
import { Screen } from '../screen.tsx';
import { useGroups, useWithQueue } from '../use-store.ts';
import { useWords, type Words } from '../words/use-words.ts';
import { listNameOf } from './group/in-words.ts';
import { draftPrefix } from './reports/report-form.ts';
import { reportSlug, taskHref } from './reports/report-address.ts';
import { ReportTag, receiptOf, useWhen } from './reports/report-state.tsx';
import { useReportTasks, type AllTasks, type GroupTask } from './reports/use-report-rules.ts';
import { useSent, type Sent } from './reports/use-sent.ts';

const shownSent = 12;

export function ReportsScreen() {
  const t = useText();
  const groups = useGroups();
  const all = useReportTasks(groups);
  const sections = useSections(all);
  const first = sections?.returned[0] ?? sections?.['to-do'][0];
  return (
    <Screen
      title={t('report.title')}
      back="/"
      actionBar={
        first && (
          <ActionBar
            primary={
              <LinkButton href={taskHref(first.task)} kind="primary" wide icon="pen">
                {t('report.start')}
              </LinkButton>
            }
          />
        )
      }
    >
      {all === undefined || sections === undefined ? (
        <SkeletonRows count={5} label={t('common.loading')} />
      ) : all.tasks.length === 0 ? (
        <EmptyState icon="send" title={t('report.none')} action={<LinkButton href="/groups">{t('report.none.action')}</LinkButton>}>
          {t('report.none.why')}
        </EmptyState>
      ) : (
        <TaskSections sections={sections} all={all} />
      )}
    </Screen>
  );
}

type Sections = Readonly<Record<'returned' | 'to-do' | 'not-open' | 'sent', readonly GroupTask[]>>;
const sectionOf: Readonly<Record<TaskState, keyof Sections>> = {
  returned: 'returned',
  'to-do': 'to-do',
  late: 'to-do',
  'not-open': 'not-open',
  done: 'sent',
};

function useSections(all: AllTasks | undefined): Sections | undefined {
  const todayOn = useToday();
  if (all === undefined) return undefined;
  const sections: Record<keyof Sections, GroupTask[]> = { returned: [], 'to-do': [], 'not-open': [], sent: [] };
  for (const each of all.tasks) sections[sectionOf[taskState(each.task, all.asked, todayOn)]].push(each);
  // what has no due day comes after what has one, the oldest month first
  const dueOf = ({ task }: GroupTask) => `${task.dueOn ?? task.opensOn ?? '9'} ${task.forMonth ?? ''}`;
  for (const name of ['to-do', 'not-open'] as const) sections[name].sort((a, b) => (dueOf(a) < dueOf(b) ? -1 : 1));
  sections.sent.sort((a, b) => ((a.task.report?.at ?? '') < (b.task.report?.at ?? '') ? 1 : -1));
  return sections;
}

function TaskSections({ sections, all }: { sections: Sections; all: AllTasks }) {
  const t = useText();
  const sent = useSent();
  const drafts = useDrafts();
  const [everything, setEverything] = useState(false);
  // what only lies on this phone must never stand under "sent"
  const isHere = ({ task }: GroupTask) => sent?.get(task.report?.versions.at(-1)?.op ?? '')?.state === 'queued';
  const waiting = sections.sent.filter(isHere);
  const gone = sections.sent.filter((each) => !isHere(each));
  const shown = everything ? gone : gone.slice(0, shownSent);
  const owed = sections.returned.length + sections['to-do'].length;
  return (
    <>
      {owed === 0 && (
        <EmptyState icon="check" title={t('report.all-sent')}>
          {t('report.all-sent.why')}
        </EmptyState>
      )}
      {(['returned', 'to-do'] as const).map((name) => (
        <TaskList key={name} name={name} tasks={sections[name]} all={all} sent={sent} drafts={drafts} />
      ))}
      <TaskList name="waiting" tasks={waiting} all={all} sent={sent} drafts={drafts} />
      <TaskList name="sent" tasks={shown} all={all} sent={sent} drafts={drafts} />
      {shown.length < gone.length && (
        <Button kind="quiet" icon="chevron-down" onPress={() => setEverything(true)}>
          {t('report.more', { n: gone.length - shown.length })}
        </Button>
      )}
      <TaskList name="not-open" tasks={sections['not-open']} all={all} sent={sent} drafts={drafts} />
    </>
  );
}

interface TaskListProps {
  name: keyof Sections | 'waiting';
  tasks: readonly GroupTask[];
  all: AllTasks;
  sent: ReadonlyMap<string, Sent> | undefined;
  drafts: ReadonlySet<string> | undefined;
}

function TaskList({ name, tasks, ...rest }: TaskListProps) {
  const t = useText();
  if (tasks.length === 0) return null;
  return (
    <Section title={t(`report.section.${name}`)}>
      <List label={t(`report.section.${name}`)}>
        {tasks.map((each) => (
          <TaskRow key={reportSlug(each.task)} each={each} {...rest} />
        ))}
      </List>
    </Section>
  );
}

function TaskRow({ each, all, sent, drafts }: Omit<TaskListProps, 'name' | 'tasks'> & { each: GroupTask }) {
  const t = useText();
  const words = useWords();
  const when = useWhen();
  const todayOn = useToday();
  const { group, task } = each;
  const state = taskState(task, all.asked, todayOn);
  const newest = task.report?.versions.at(-1);
  const own = newest && sent?.get(newest.op);
  const day = task.dueOn ?? task.opensOn;
  const month = task.forMonth && words.month(task.forMonth);
  return (
    <ListRow
      href={taskHref(each.task)}
      leading={
        task.report !== undefined ? (
          <IconTile
            icon={state === 'returned' ? 'undo' : 'send'}
            tone={state === 'returned' ? 'stop' : own?.state === 'queued' ? 'waiting' : 'done'}
          />
        ) : day === undefined ? (
          <IconTile icon="calendar" />
        ) : (
          <DateLeaf {...words.leaf(day)} tone={state === 'late' ? 'late' : 'normal'} />
        )
      }
      title={listNameOf(group, t)}
      subtitle={
        <>
          {[t(`report.kind.${task.kind}`), month].filter(Boolean).join(' · ')}
          <br />
          {task.report === undefined
            ? dueLine(task, state, t, words)
            : [own?.state !== 'queued' && receiptOf(own, when, t), timelyWord(task, all, t)].filter(Boolean).join(' · ')}
        </>
      }
      trailing={
        task.report !== undefined ? (
          <ReportTag report={task.report} own={own} />
        ) : drafts?.has(reportSlug(task)) ? (
          <Tag tone="plain" icon="pen">
            {t('report.draft')}
          </Tag>
        ) : undefined
      }
    />
  );
}

function dueLine(task: GroupTask['task'], state: TaskState, t: Translate, words: Words): string {
  if (state === 'not-open') return t('report.opens', { day: words.day(task.opensOn ?? '') });
  if (task.dueOn === undefined) return t('report.due.none');
  const due = t(state === 'late' ? 'report.late' : 'report.due', { day: words.day(task.dueOn) });
  const isMoved = state !== 'late' && task.remindOn !== undefined && task.remindOn !== task.dueOn;
  return isMoved ? `${due} · ${t('report.remind', { day: words.day(task.remindOn ?? '') })}` : due;
}

function timelyWord({ report }: GroupTask['task'], { asked }: AllTasks, t: Translate): string | undefined {
  const timely = report && timelinessOfReport(report, asked);
  if (timely === 'late') return t('report.late.sent');
  return timely === 'next-working-day' ? t('report.next-day.sent') : undefined;
}

/** Slugs of reports that somebody began and did not send. */
function useDrafts(): ReadonlySet<string> | undefined {
  return useWithQueue(
    async (store) => new Set((await store.draftsUnder(draftPrefix)).flatMap((draft) => (draft as { readonly slug?: string }).slug ?? [])),
  );
}
