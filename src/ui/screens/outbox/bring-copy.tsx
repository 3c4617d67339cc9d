/** Brings the copy that a colleague's phone saved to the office, and says in one sentence what the office had not yet. */
import { useState } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { useThisPhone } from '../../boot/this-phone.ts';
import { Banner } from '../../parts/banner.tsx';
import { Section } from '../../parts/card.tsx';
import { Icon } from '../../parts/icon.tsx';
import { problemText } from '../../problem-text.ts';

export function BringCopy() {
  const { t } = useApp();
  const { sendCopy } = useThisPhone();
  const [outcome, setOutcome] = useState<{ readonly tone: 'info' | 'attention'; readonly text: string }>();
  const [busy, setBusy] = useState(false);
  const bring = async (file: File) => {
    setBusy(true);
    setOutcome(undefined);
    const answer = await sendCopy(file);
    setBusy(false);
    if ('ok' in answer) {
      const { problem } = answer;
      // the usual sentence speaks of this phone's own records, which wait by themselves; a file must be brought again
      const isLine = problem === 'no-signal' || problem === 'busy';
      const notACopy = problem === 'unsupported-media' || problem === 'too-large';
      const text = isLine ? t('outbox.bring.no-signal') : notACopy ? t('outbox.bring.not-a-copy') : problemText(t, `wire.${problem}`);
      setOutcome({ tone: 'attention', text });
      return;
    }
    const { records, pictures } = answer;
    const counts = { added: records.added, known: records.known, photos: pictures.added, knownPhotos: pictures.known };
    const left = records.left + pictures.left;
    const words = [t('outbox.bring.done', counts), ...(left > 0 ? [t('outbox.bring.left', { n: left })] : [])];
    setOutcome({ tone: left > 0 ? 'attention' : 'info', text: words.join(' ') });
  };
  return (
    <Section title={t('outbox.bring')}>
      <p class="quiet">{t('outbox.bring.note')}</p>
      <label class={`button button-secondary file-button${busy ? ' disabled' : ''}`}>
        <input
          type="file"
          class="hidden-input"
          accept=".sajja,application/octet-stream"
          disabled={busy}
          onChange={(event) => {
            const [file] = event.currentTarget.files ?? [];
            if (file !== undefined) void bring(file);
            event.currentTarget.value = '';
          }}
        />
        <span class="button-face">
          <Icon name="file" />
          <span>{t(busy ? 'outbox.sending' : 'outbox.bring.choose')}</span>
        </span>
      </label>
      <div aria-live="polite">{outcome !== undefined && <Banner tone={outcome.tone}>{outcome.text}</Banner>}</div>
    </Section>
  );
}
