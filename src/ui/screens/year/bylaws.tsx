/** The by-laws of a group: the version in force, a draft that waits for the members, what was recorded otherwise, and earlier versions. */
import { useLocation, useRoute } from 'preact-iso';
import { bylawsOn, newestBylawsFirst } from '../../../domain/bylaw-check.ts';
import { canDo } from '../../../domain/gate.ts';
import type { BylawsRow, GroupRow } from '../../../domain/row.ts';
import { useText, useToday } from '../../app-context.ts';
import { ActionBar } from '../../parts/action-bar.tsx';
import { Banner } from '../../parts/banner.tsx';
import { LinkButton } from '../../parts/button.tsx';
import { Section } from '../../parts/card.tsx';
import { Disclosure } from '../../parts/disclosure.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { SkeletonRows } from '../../parts/skeleton.tsx';
import { Screen } from '../../screen.tsx';
import { useRow, useRows } from '../../use-store.ts';
import { useWords } from '../../words/use-words.ts';
import { useTopOfPage } from '../member/top-of-page.ts';
import { NotFoundScreen } from '../not-found.tsx';
import { AdoptForm } from './adopt-form.tsx';
import { BylawsForm } from './bylaws-form.tsx';
import { DepartureList } from './departure-list.tsx';
import { RuleChanges, RuleList } from './rule-list.tsx';
import '../../style/screens/founding.css';
import '../../style/screens/step.css';
import '../../style/screens/member.css';
import '../../style/screens/meeting.css';
import '../../style/screens/year.css';

export function BylawsScreen() {
  const t = useText();
  const { params } = useRoute();
  const { query } = useLocation();
  const g = params['id'] ?? '';
  const group = useRow<'group'>(g, 'group');
  const versions = useRows(g, 'bylaws');
  if (group === null) return <NotFoundScreen />;
  if (group === undefined || versions === undefined)
    return (
      <Screen title={t('year.bylaws')} back={`/groups/${g}`} focusKey={g}>
        <SkeletonRows count={5} label={t('common.loading')} />
      </Screen>
    );
  const newest = newestBylawsFirst(versions);
  if (query['do'] === 'draft') return <BylawsForm group={group} latest={newest[0]} />;
  if (query['do'] === 'adopt' && newest[0] !== undefined) return <AdoptForm group={group} draft={newest[0]} />;
  return <Bylaws group={group} versions={newest} />;
}

function Bylaws({ group, versions }: { group: GroupRow; versions: readonly BylawsRow[] }) {
  const t = useText();
  const words = useWords();
  useTopOfPage(`bylaws:${group.id}`);
  const todayOn = useToday();
  const home = `/groups/${group.id}/bylaws`;
  const inForce = bylawsOn(versions, todayOn);
  const latest = versions[0];
  const draft = latest !== undefined && latest.adoptedOn === undefined ? latest : undefined;
  const earlier = versions.filter((version) => version !== inForce && version !== draft);
  const gate = canDo(group, '2.5');
  const write = (
    <LinkButton kind={draft === undefined ? 'primary' : 'secondary'} wide href={`${home}?do=draft`}>
      {t(latest === undefined ? 'year.bylaws.first' : draft === undefined ? 'year.bylaws.new' : 'year.bylaws.change')}
    </LinkButton>
  );
  return (
    <Screen
      title={t('year.bylaws')}
      subtitle={group.name}
      back={`/groups/${group.id}`}
      focusKey={group.id}
      actionBar={
        !gate.open ? undefined : draft === undefined ? (
          <ActionBar primary={write} />
        ) : (
          <ActionBar
            secondary={write}
            primary={
              <LinkButton kind="primary" wide href={`${home}?do=adopt`}>
                {t('year.bylaws.adopt')}
              </LinkButton>
            }
          />
        )
      }
    >
      {latest === undefined && (
        <EmptyState icon="gavel" title={t('year.bylaws.none')}>
          {t(gate.open ? 'year.bylaws.none.why' : 'year.bylaws.none.closed')}
        </EmptyState>
      )}
      {draft !== undefined && (
        <Banner tone="attention" icon="gavel" title={t('year.bylaws.waits', { n: draft.version })}>
          {t('year.bylaws.waits.why')}
        </Banner>
      )}
      {draft !== undefined && (
        <Section title={t('year.bylaws.draft', { n: draft.version })}>
          {inForce !== undefined && (
            <div class="card card-normal">
              <RuleChanges before={inForce} after={draft} />
            </div>
          )}
          <RuleList rules={draft.rules} />
        </Section>
      )}
      {inForce !== undefined && (
        <Section title={t('year.bylaws.in-force', { n: inForce.version })}>
          <p class="quiet">
            {t('year.bylaws.adopted', { day: words.day(inForce.adoptedOn ?? '', { style: 'long' }) })}{' '}
            {inForce.meeting !== undefined && <a href={`/groups/${group.id}/meetings/${inForce.meeting}`}>{t('year.bylaws.meeting')}</a>}
          </p>
          <RuleList rules={inForce.rules} />
        </Section>
      )}
      {inForce !== undefined && <DepartureList group={group} versions={versions} />}
      {earlier.length > 0 && (
        <Section title={t('year.bylaws.earlier')}>
          <div class="card card-flush folds">
            {earlier.map((version) => (
              <Earlier key={version.id} version={version} after={versions[versions.indexOf(version) - 1]} />
            ))}
          </div>
        </Section>
      )}
      {latest !== undefined && (
        <div class="quiet-end">
          <LinkButton kind="quiet" icon="print" href={`/print/bylaws/${group.id}`}>
            {t('year.bylaws.print')}
          </LinkButton>
        </div>
      )}
    </Screen>
  );
}

/** An earlier version with what the one after it changed. */
function Earlier({ version, after }: { version: BylawsRow; after: BylawsRow | undefined }) {
  const t = useText();
  const words = useWords();
  const state =
    version.adoptedOn === undefined ? t('year.bylaws.never-adopted') : t('year.bylaws.adopted', { day: words.day(version.adoptedOn) });
  return (
    <Disclosure
      summary={
        <span class="fold-line">
          <b>{t('year.bylaws.version', { n: version.version })}</b> <span class="quiet">{state}</span>
        </span>
      }
    >
      <div class="stack fold-body">
        {after !== undefined && (
          <>
            <p class="label">{t('year.bylaws.changed-by', { n: after.version })}</p>
            <RuleChanges before={version} after={after} />
          </>
        )}
        <RuleList rules={version.rules} />
      </div>
    </Disclosure>
  );
}
