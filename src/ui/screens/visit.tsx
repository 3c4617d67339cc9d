/** The officer's own log of visits and advice (3.2, 3.3), apart from the group's books. */
import { useLocation, useRoute } from 'preact-iso';
import { useRef, useState } from 'preact/hooks';
import { formatBaht } from '../../domain/money.ts';
import type { GroupRow, VisitRow } from '../../domain/row.ts';
import { useApp, useRecorder, useText, useToday } from '../app-context.ts';
import { Section } from '../parts/card.tsx';
import { DateLeaf, List, ListRow } from '../parts/list-row.tsx';
import { SkeletonRows } from '../parts/skeleton.tsx';
import { Tag } from '../parts/tag.tsx';
import { showToast } from '../parts/toast.tsx';
import { Screen } from '../screen.tsx';
import { useDraft } from '../use-draft.ts';
import { useRow, useRows } from '../use-store.ts';
import { FormScreen } from './group/form-screen.tsx';
import { shortNameOf } from './group/in-words.ts';
import { useWords } from '../words/use-words.ts';
import { useSaving } from '../use-saving.tsx';
import { VisitFields } from './group/visit-fields.tsx';
import { blankVisit, findVisitProblems, visitKinds, visitPayload, type VisitForm } from './group/visit-form.ts';
import { NotFoundScreen } from './not-found.tsx';
import '../style/screens/group.css';

export function VisitScreen() {
  const t = useText();
  const g = useRoute().params['id'] ?? '';
  const group = useRow<'group'>(g, 'group');
  if (group === null) return <NotFoundScreen />;
  if (group === undefined)
    return (
      <Screen title={t('group.visit.title')} back={`/groups/${g}`}>
        <SkeletonRows count={4} label={t('common.loading')} />
      </Screen>
    );
  return <VisitOfGroup key={g} group={group} />;
}

function VisitOfGroup({ group }: { group: GroupRow }) {
  const t = useText();
  const { newId } = useApp();
  const { query, route } = useLocation();
  const todayOn = useToday();
  const recorder = useRecorder(group.id);
  const saving = useSaving();
  const [tried, setTried] = useState(false);
  const formElement = useRef<HTMLFormElement>(null);
  const kind = visitKinds.find((name) => name === query['kind']) ?? 'pledge-day';
  const [blank] = useState(() => blankVisit(newId(), kind, todayOn));
  const draft = useDraft<VisitForm>(`visit:${group.id}`, blank);
  const form = draft.value;

  const save = async (filled: VisitForm) => {
    setTried(true);
    if (findVisitProblems(filled, todayOn).size > 0) {
      requestAnimationFrame(() => formElement.current?.querySelector<HTMLElement>('.has-error input, .has-error textarea')?.focus());
      return;
    }
    if (!(await saving.run(() => recorder.save([recorder.act('visit.record', visitPayload(filled, todayOn))], draft)))) return;
    showToast({ text: t('group.visit.saved'), icon: 'check' });
    route(`/groups/${group.id}`);
  };

  return (
    <FormScreen
      title={t('group.visit.title')}
      subtitle={shortNameOf(group, t)}
      back={`/groups/${group.id}`}
      form={form}
      rows={4}
      formRef={formElement}
      save={t('group.visit.save')}
      saving={saving}
      onSave={(filled) => void save(filled)}
      below={<EarlierVisits g={group.id} />}
    >
      {(form) => (
        <VisitFields
          g={group.id}
          form={form}
          problems={tried ? findVisitProblems(form, todayOn) : new Set()}
          onForm={draft.set}
          beforeCamera={draft.flush}
        />
      )}
    </FormScreen>
  );
}

function EarlierVisits({ g }: { g: string }) {
  const t = useText();
  const visits = useRows(g, 'visit');
  if (visits === undefined || visits.length === 0) return null;
  return (
    <Section title={t('group.visit.earlier', { n: visits.length })}>
      <List>
        {[...visits]
          .sort((a, b) => b.on.localeCompare(a.on) || b.at.localeCompare(a.at))
          .map((visit) => (
            <VisitLine key={visit.id} visit={visit} />
          ))}
      </List>
    </Section>
  );
}

function VisitLine({ visit }: { visit: VisitRow }) {
  const t = useText();
  const words = useWords();
  const line = [
    visit.absentReason,
    visit.paid !== undefined && t('group.visit.paid.text', { n: visit.paid }),
    visit.missed !== undefined && t('group.visit.missed.text', { n: visit.missed }),
    visit.total !== undefined && `${formatBaht(visit.total, { wholeBaht: 'short' })} ${t('common.unit.baht')}`,
    visit.topic,
    visit.advice,
  ].filter(Boolean);
  return (
    <ListRow
      leading={<DateLeaf {...words.leaf(visit.on)} />}
      title={t(`group.visit.kind.${visit.kind}`)}
      subtitle={
        <>
          {line.join(' · ')}
          {visit.followUpBy && <span class="visit-follow">{t('group.visit.follow-up.text', { day: words.day(visit.followUpBy) })}</span>}
        </>
      }
      trailing={
        !visit.attended ? (
          <Tag tone="waiting">{t('group.visit.absent')}</Tag>
        ) : visit.cashCountOk === false ? (
          <Tag tone="stop">{t('group.visit.cash-differs')}</Tag>
        ) : undefined
      }
    />
  );
}
