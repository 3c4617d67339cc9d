/** What a district's office notes of its people: what it saw and advised, and what is to be followed up. */
import { useState } from 'preact/hooks';
import type { PayloadOf } from '../../../domain/operation.ts';
import type { AreaBoard, AreaOfficer } from '../../../protocol/area-board.ts';
import { useApp, useText, useToday } from '../../app-context.ts';
import { Button } from '../../parts/button.tsx';
import { Section } from '../../parts/card.tsx';
import { List, ListRow } from '../../parts/list-row.tsx';
import { Tag } from '../../parts/tag.tsx';
import { useBoardWords } from './in-words.ts';
import { FollowedSheet, NoteSheet } from './note-sheets.tsx';
import { isOnItsWay, OwnTag } from './board-own-tag.tsx';
import { useOwnActs } from './use-own-acts.ts';

type Note = AreaBoard['notes'][number];

export interface DistrictNotesProps {
  board: AreaBoard;
  fetchedAt: string | undefined;
  mayWrite: boolean;
  /** somebody for whom a note was asked in the table above */
  about: AreaOfficer | undefined;
  isWriting: boolean;
  onWrite: () => void;
  onClose: () => void;
}

const shownAtFirst = 5;

export function DistrictNotes({ board, fetchedAt, mayWrite, about, isWriting, onWrite, onClose }: DistrictNotesProps) {
  const t = useText();
  const words = useBoardWords();
  const todayOn = useToday();
  const { me } = useApp();
  const own = useOwnActs(['supervision.note'], fetchedAt) ?? [];
  const [isAll, setAll] = useState(false);
  const [closing, setClosing] = useState<Note>();
  const mine = own.filter(({ p }) => p.district === board.area);
  const isNew = (note: string) => !board.notes.some(({ id }) => id === note);
  const stateOf = (note: string) => mine.find(({ p }) => p.note === note)?.state;
  const shownHere = mine.filter((act) => isOnItsWay(act) || isNew(act.p.note));
  const waiting = new Map(shownHere.toReversed().map(({ p, at }): [string, Note] => [p.note, { ...withoutNote(p), id: p.note, by: me.user, byName: me.name, at }]));
  const notes = [...[...waiting.values()].filter(({ id }) => isNew(id)), ...board.notes.map((note) => waiting.get(note.id) ?? note)];
  const shown = isAll ? notes : notes.slice(0, shownAtFirst);
  const nameOf = (user: string | undefined) => board.officers.find((officer) => officer.user === user)?.name;
  return (
    <Section
      title={t('board.notes')}
      action={
        mayWrite && (
          <span class="no-print">
            <Button kind="quiet" icon="pen" onPress={onWrite}>
              {t('board.note.new')}
            </Button>
          </span>
        )
      }
    >
      {notes.length === 0 ? (
        <p class="quiet board-note">{t('board.notes.none')}</p>
      ) : (
        <div class="board-rows"><List label={t('board.notes')}>
          {shown.map((note) => {
            const isOpen = note.followUpOn !== undefined && note.followedUpOn === undefined;
            return (
              <ListRow
                key={note.id}
                title={note.text}
                subtitle={
                  <>
                    {[nameOf(note.officer), words.day(note.on), note.byName].filter((part) => part !== undefined && part !== '').join(' · ')}
                    {note.followedUpOn !== undefined && (
                      <>
                        <br />
                        {t('board.note.followed', { day: words.day(note.followedUpOn) })} {note.result}
                      </>
                    )}
                  </>
                }
                trailing={
                  <span class="board-marks">
                    {isOpen && (
                      <Tag tone={note.followUpOn! < todayOn ? 'stop' : 'waiting'} icon="clock">
                        {t('board.note.follow', { day: words.day(note.followUpOn!) })}
                      </Tag>
                    )}
                    <OwnTag state={stateOf(note.id)} />
                  </span>
                }
                action={
                  mayWrite && isOpen ? (
                    <Button onPress={() => setClosing(note)}>
                      {t('board.note.done')}
                      <span class="hidden-text"> {note.text}</span>
                    </Button>
                  ) : undefined
                }
              />
            );
          })}
        </List></div>
      )}
      {notes.length > shown.length && (
        <Button kind="quiet" onPress={() => setAll(true)}>
          {t('board.notes.all', { n: notes.length })}
        </Button>
      )}
      {isWriting && <NoteSheet key={about?.user ?? ''} board={board} about={about} onClose={onClose} />}
      {closing && <FollowedSheet key={closing.id} board={board} note={closing} onClose={() => setClosing(undefined)} />}
    </Section>
  );
} // prettier-ignore

function withoutNote({ note: _note, ...rest }: PayloadOf<'supervision.note'>): Omit<PayloadOf<'supervision.note'>, 'note'> {
  return rest;
}
