/** Practice: violet, a database of its own, never sent (lesson R94). Leaving it deletes nothing unless that is asked for. */
import { useState } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { useThisPhone } from '../../boot/this-phone.ts';
import { Button } from '../../parts/button.tsx';
import { Card, Section } from '../../parts/card.tsx';
import { ConfirmSheet } from '../../parts/confirm-sheet.tsx';
import { showToast } from '../../parts/toast.tsx';

export function PracticeSection() {
  const { t, practice, setPractice } = useApp();
  const { dropPractice } = useThisPhone();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  return (
    <>
      <Section title={t('me.practice')}>
        <Card>
          <p>{t(practice ? 'me.practice.on' : 'me.practice.off')}</p>
          {practice ? (
            <div class="me-buttons">
              <Button
                kind="primary"
                onPress={() => {
                  setPractice(false);
                  showToast({ text: t('me.practice.kept') });
                }}
              >
                {t('me.practice.leave')}
              </Button>
              <Button kind="quiet" onPress={() => setAsking(true)}>
                {t('me.practice.drop')}
              </Button>
            </div>
          ) : (
            <Button icon="book" onPress={() => setPractice(true)}>
              {t('me.practice.enter')}
            </Button>
          )}
        </Card>
      </Section>
      <ConfirmSheet
        open={asking}
        title={t('me.practice.drop.sure')}
        confirmLabel={t('me.practice.drop.confirm')}
        cancelLabel={t('common.cancel')}
        busy={busy}
        danger
        onCancel={() => setAsking(false)}
        onConfirm={() => {
          setBusy(true);
          void dropPractice().catch(() => {
            setBusy(false);
            setAsking(false);
            showToast({ text: t('problem.store.other') });
          });
        }}
      >
        <p>{t('me.practice.drop.body')}</p>
      </ConfirmSheet>
    </>
  );
}
