/** Choosing where somebody works: a district of the province when there are several, then its tambons. */
import { districtsOf } from '../../../../content/areas.ts';
import { useText } from '../../../app-context.ts';
import { FieldGroup } from '../../../parts/field.tsx';
import { SelectField } from '../../../parts/select-field.tsx';
import { useBoardWords } from '../in-words.ts';

export interface AreaPickerProps {
  /** of who chooses: 2 or 4 digits */
  within: string;
  district: string | undefined;
  tambons: readonly string[];
  withTambons: boolean;
  error: string | undefined;
  onDistrict: (district: string) => void;
  onTambons: (tambons: readonly string[]) => void;
}

export function AreaPicker({ within, district, tambons, withTambons, error, onDistrict, onTambons }: AreaPickerProps) {
  const t = useText();
  const words = useBoardWords();
  const districts = districtsOf(within.slice(0, 2)).filter(({ code }) => code.startsWith(within));
  const own = districts.find(({ code }) => code === district)?.tambons ?? [];
  const toggle = (code: string, isChosen: boolean) => onTambons(isChosen ? [...tambons, code] : tambons.filter((each) => each !== code));
  return (
    <>
      {districts.length > 1 && (
        <SelectField
          label={t('people.area.district')}
          options={districts.map(({ code }) => ({ value: code, label: words.district(code) }))}
          value={district}
          placeholder={t('people.area.choose')}
          error={withTambons ? undefined : error}
          onChoose={onDistrict}
        />
      )}
      {withTambons && district !== undefined && (
        <FieldGroup label={t('people.area.tambons')} hint={t('people.area.tambons.hint')} error={error}>
          <div class="people-tambons">
            {own.map(({ code, name }) => (
              <label key={code} class="choice">
                <input type="checkbox" checked={tambons.includes(code)} onChange={(event) => toggle(code, event.currentTarget.checked)} />
                <span class="choice-text">
                  <span class="choice-label">{name}</span>
                </span>
              </label>
            ))}
          </div>
        </FieldGroup>
      )}
    </>
  );
}
