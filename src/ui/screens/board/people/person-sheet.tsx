/** One person: rights with their terms, groups, phones, what of the guide was read; and what the office can do about each. */
import { useState } from 'preact/hooks';
import { findGuidanceEntry } from '../../../../content/guidance-index.ts';
import { areaName } from '../../../../content/areas.ts';
import type { TextKey } from '../../../../content/text.ts';
import type { BoardPeople, BoardPerson } from '../../../../protocol/people.ts';
import type { ListedDevice } from '../../../../protocol/device.ts';
import { useApp, useText } from '../../../app-context.ts';
import { LostPhoneForm, usePhoneLine } from '../../../lost-phone-form.tsx';
import { Button, LinkButton } from '../../../parts/button.tsx';
import { BottomSheet } from '../../../parts/dialog.tsx';
import { List, ListRow } from '../../../parts/list-row.tsx';
import { Tag } from '../../../parts/tag.tsx';
import { showToast } from '../../../parts/toast.tsx';
import { bareNameOf, useBoardWords } from '../in-words.ts';
import { CodeCard, type ShownCode } from './code-card.tsx';
import { EndGrant, GiveGrant } from './grant-forms.tsx';
import { fieldRoles, groupsOf, lastDay, lossPaper, type PersonGrant } from './person-words.ts';
import { Refusal } from './refusal.tsx';
import { useOfficeAct } from './use-people.ts';

export interface PersonSheetProps {
  board: BoardPeople;
  person: BoardPerson;
  within: string;
  /** false: somebody as high as who looks, or higher */
  mayChange: boolean;
  onHandOver: () => void;
  onChanged: () => void;
  onClose: () => void;
}

type Task =
  | { readonly kind: 'look' | 'give' }
  | { readonly kind: 'lost'; readonly device: ListedDevice }
  | { readonly kind: 'end'; readonly grant: PersonGrant }
  | ({ readonly kind: 'code' } & ShownCode);

const titleOf: { readonly [K in Task['kind']]?: TextKey } = {
  give: 'people.grant.title',
  end: 'people.end.title',
  lost: 'me.phones.lost.title',
};

export function PersonSheet({ board, person, within, mayChange, onHandOver, onChanged, onClose }: PersonSheetProps) {
  const t = useText();
  const office = useOfficeAct();
  const [task, setTask] = useState<Task>({ kind: 'look' });
  const groups = groupsOf(board, person.user);
  const done = () => {
    onChanged();
    setTask({ kind: 'look' });
  };
  const giveCode = async () => {
    const answer = await office.ask('code', { user: person.user });
    if (answer !== undefined) setTask({ kind: 'code', code: answer.code, expiresAt: answer.expiresAt, name: person.name });
  };
  const block = async (device: ListedDevice, reason: string) => {
    if ((await office.ask('revoke', { dev: device.dev, reason })) === undefined) return;
    showToast({ text: t('me.phones.lost.done', { name: device.name }), icon: 'check' });
    done();
  };
  const title = titleOf[task.kind];
  const hasRight = person.grants.some(({ state }) => state !== 'ended');
  return (
    <BottomSheet
      open
      onClose={onClose}
      title={title === undefined ? person.name : t(title)}
      closeLabel={t('common.close')}
      actions={
        task.kind !== 'look' ? (
          <Button kind="quiet" onPress={() => setTask({ kind: 'look' })}>
            {t('people.back')}
          </Button>
        ) : (
          mayChange && (
            <>
              <Button kind="quiet" icon="plus" onPress={() => setTask({ kind: 'give' })}>
                {t('people.grant.open')}
              </Button>
              {hasRight && (
                <Button kind="secondary" icon="qr" busy={office.busy} busyLabel={t('people.asking')} onPress={() => void giveCode()}>
                  {t('people.code.new')}
                </Button>
              )}
            </>
          )
        )
      }
    >
      <Refusal office={office} />
      {task.kind === 'code' && <CodeCard {...task} />}
      {task.kind === 'give' && <GiveGrant person={person} within={within} onDone={done} />}
      {task.kind === 'end' && (
        <EndGrant grant={task.grant} groups={fieldRoles.includes(task.grant.role) ? groups.length : 0} onDone={done} />
      )}
      {task.kind === 'lost' && (
        <LostPhoneForm device={task.device} busy={office.busy} onBlock={(reason) => void block(task.device, reason)} />
      )}
      {task.kind === 'look' && (
        <>
          <Rights person={person} mayChange={mayChange} onEnd={(grant) => setTask({ kind: 'end', grant })} />
          <section class="stack">
            <h3>{t('people.groups.of', { n: groups.length })}</h3>
            {groups.length > 0 && (
              <>
                <p>{groups.map((group) => bareNameOf(group, t)).join(' · ')}</p>
                <Button kind="secondary" icon="users" onPress={onHandOver}>
                  {t('people.hand-over.open', { n: groups.length })}
                </Button>
              </>
            )}
          </section>
          <Phones {...{ person, within, mayChange }} onLost={(device) => setTask({ kind: 'lost', device })} />
          <Study person={person} />
        </>
      )}
    </BottomSheet>
  );
}

function Rights({ person, mayChange, onEnd }: { person: BoardPerson; mayChange: boolean; onEnd: (grant: PersonGrant) => void }) {
  const t = useText();
  const words = useBoardWords();
  return (
    <section class="stack">
      <h3>{t('people.rights')}</h3>
      <List label={t('people.rights')}>
        {[...person.grants].reverse().map((grant) => {
          const last = lastDay(grant.until, grant.endedOn);
          const from = words.day(grant.from);
          return (
            <ListRow
              key={grant.id}
              title={t(`signin.role.${grant.role}`)}
              subtitle={
                <>
                  {grant.areas.map((code) => areaName(code) ?? code).join(', ')}
                  <br />
                  {last === undefined ? t('people.term.from', { from }) : t('people.term', { from, until: words.day(last) })}
                </>
              }
              trailing={grant.state === 'in-force' ? undefined : <Tag>{t(`people.state.${grant.state}`)}</Tag>}
              action={
                mayChange && grant.state !== 'ended' ? (
                  <Button kind="quiet" onPress={() => onEnd(grant)}>
                    {t('people.end.open')}
                  </Button>
                ) : undefined
              }
            />
          );
        })}
      </List>
    </section>
  );
}

interface PhonesProps {
  person: BoardPerson;
  within: string;
  mayChange: boolean;
  onLost: (device: ListedDevice) => void;
}

function Phones({ person, within, mayChange, onLost }: PhonesProps) {
  const t = useText();
  const words = useBoardWords();
  const lineOf = usePhoneLine((instant) => words.when(instant));
  return (
    <section class="stack">
      <h3>{t('people.phones')}</h3>
      {person.devices.length === 0 && (
        <p class="quiet">
          {person.invitedUntil === null ? t('people.phones.none') : t('people.invited.until', { when: words.when(person.invitedUntil) })}
        </p>
      )}
      {person.devices.length > 0 && (
        <List label={t('people.phones')}>
          {person.devices.map((device) => (
            <ListRow
              key={device.dev}
              title={device.name}
              subtitle={lineOf(device)}
              action={
                device.loss !== null ? (
                  <LinkButton kind="quiet" href={lossPaper(within, device.dev)}>
                    {t('people.loss.open')}
                  </LinkButton>
                ) : mayChange ? (
                  <Button kind="quiet" onPress={() => onLost(device)}>
                    {t('me.phones.lost')}
                  </Button>
                ) : undefined
              }
            />
          ))}
        </List>
      )}
    </section>
  );
}

function Study({ person }: { person: BoardPerson }) {
  const t = useText();
  const { language } = useApp();
  const words = useBoardWords();
  const { read, assigned } = person.guide;
  const titleOf = (page: string) => findGuidanceEntry(page)?.title[language] ?? page;
  return (
    <section class="stack">
      <h3>{t('people.guide')}</h3>
      <p class="quiet">{t('people.guide.read', { n: read.length })}</p>
      {assigned.map(({ page, on, dueOn }) => (
        <p key={page}>
          {titleOf(page)}{' '}
          {read.some((each) => each.page === page) ? (
            <Tag tone="done">{t('guide.read')}</Tag>
          ) : (
            <Tag tone="waiting">
              {dueOn === undefined ? t('people.guide.since', { day: words.day(on) }) : t('people.guide.due', { day: words.day(dueOn) })}
            </Tag>
          )}
        </p>
      ))}
    </section>
  );
}
