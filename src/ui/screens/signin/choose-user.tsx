/** A phone that several people use: who is at work now. Each has records of their own; choosing one touches nobody else's (lesson R64). */
import type { Translate } from '../../../content/text.ts';
import type { KnownUser } from '../../../storage/device.ts';
import { Button } from '../../parts/button.tsx';
import { Section } from '../../parts/card.tsx';
import { IconTile, List, ListRow } from '../../parts/list-row.tsx';
import { nameParts, roleWords } from '../me/person-words.ts';
import { PersonName } from '../../parts/person-name.tsx';

export interface ChooseUserProps {
  t: Translate;
  users: readonly KnownUser[];
  onChoose: (user: KnownUser) => void;
  onAdd: () => void;
}

export function ChooseUser({ t, users, onChoose, onAdd }: ChooseUserProps) {
  return (
    <>
      <Section title={t('signin.choose.title')}>
        <List label={t('signin.choose.title')}>
          {users.map((user) => (
            <ListRow
              key={user.user}
              leading={<IconTile icon="person" />}
              title={<PersonName parts={nameParts(user.name)} />}
              subtitle={roleWords(user.grants, t)}
              onPress={() => onChoose(user)}
            />
          ))}
        </List>
      </Section>
      <p class="quiet small">{t('signin.choose.note')}</p>
      <Button wide icon="plus" onPress={onAdd}>
        {t('signin.choose.add')}
      </Button>
    </>
  );
}
