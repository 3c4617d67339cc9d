/** The choices of this phone: how photos travel, whether it reminds, which language the app speaks. */
import { useEffect, useState } from 'preact/hooks';
import type { PhotoChoice } from '../../../storage/phone-internals.ts';
import { useApp } from '../../app-context.ts';
import { useThisPhone } from '../../boot/this-phone.ts';
import { Card } from '../../parts/card.tsx';
import { SegmentedControl } from '../../parts/choice-group.tsx';
import { showToast } from '../../parts/toast.tsx';
import { ReminderChoice } from './reminder-choice.tsx';

const photoChoices: readonly PhotoChoice[] = ['always', 'wifi', 'paused'];

export function ChoicesSection() {
  const { t, language, setLanguage, practice } = useApp();
  const { store } = useThisPhone();
  const [choice, setChoice] = useState<PhotoChoice>();
  useEffect(() => {
    let current = true;
    void store
      .photoChoice()
      .then((kept) => current && setChoice(kept))
      .catch(() => undefined);
    return () => {
      current = false;
    };
  }, [store]);
  const choose = async (next: PhotoChoice) => {
    const before = choice;
    setChoice(next);
    try {
      await store.setPhotoChoice(next);
    } catch {
      setChoice(before);
      showToast({ text: t('problem.store.other') });
    }
  };
  return (
    <div data-kept-at-once>
      <Card>
        {!practice && (
          <>
            <SegmentedControl
              label={t('me.photos')}
              hint={t('me.photos.hint')}
              value={choice}
              choices={photoChoices.map((value) => ({ value, label: t(`me.photos.${value}`) }))}
              onChoose={(next) => void choose(next)}
            />
            {(choice === 'wifi' || choice === 'paused') && (
              <p class="quiet small" role="status">
                {t(`me.photos.${choice}.note`)}
              </p>
            )}
          </>
        )}
        <ReminderChoice />
        <SegmentedControl
          label={t('me.language')}
          value={language}
          choices={[
            { value: 'th', label: <span lang="th">{t('me.language.th')}</span> },
            { value: 'en', label: <span lang="en">{t('me.language.en')}</span> },
          ]}
          onChoose={setLanguage}
        />
      </Card>
    </div>
  );
}
