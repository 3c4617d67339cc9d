/** Which of one's own areas the page is about, kept in its address; nothing to choose for who has one. Its name keeps it off the phone. */
import { useLocation } from 'preact-iso';
import { useText } from '../../app-context.ts';
import { SelectField } from '../../parts/select-field.tsx';
import { useBoardWords } from './in-words.ts';

export function AreaChoice({ areas, area }: { areas: readonly string[]; area: string }) {
  const t = useText();
  const words = useBoardWords();
  const { path, route } = useLocation();
  if (areas.length < 2) return null;
  return (
    <div class="board-area no-print">
      <SelectField
        label={t('board.area')}
        options={areas.map((code) => ({ value: code, label: words.area(code) }))}
        value={area}
        onChoose={(code) => route(`${path}?area=${code}`)}
      />
    </div>
  );
}
