/** What changed since the officer last looked, told once. */
import { entriesSince, whatsNew } from '../../../content/whats-new.ts';
import { useApp } from '../../app-context.ts';
import { Button } from '../../parts/button.tsx';
import { Card } from '../../parts/card.tsx';
import { useDraft } from '../../use-draft.ts';

export function WhatsNewCard() {
  const { t, language } = useApp();
  const seen = useDraft<{ version: string | undefined }>('whats-new', { version: undefined });
  if (seen.value === undefined) return null;
  const entries = entriesSince(seen.value.version);
  const newest = whatsNew[0]?.version;
  if (entries.length === 0 || newest === undefined) return null;
  return (
    <Card>
      <h2 class="card-title">{t('today.new')}</h2>
      <ul class="news">
        {entries
          .flatMap((entry) => entry[language])
          .map((line) => (
            <li key={line}>{line}</li>
          ))}
      </ul>
      <div>
        <Button
          onPress={() => {
            seen.set({ version: newest });
            void seen.flush();
          }}
        >
          {t('today.new.seen')}
        </Button>
      </div>
    </Card>
  );
}
