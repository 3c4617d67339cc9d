/** Which phone this is, kept on this phone alone: it decides which member numbers this phone may give. Nobody's silence is an answer. */
import { useRef } from 'preact/hooks';
import { laneOfPhone, type NumberLane, type PhonePlace } from '../../../domain/member-number.ts';
import { useText } from '../../app-context.ts';
import { ChoiceGroup } from '../../parts/choice-group.tsx';
import { useDraft } from '../../use-draft.ts';

export interface PhoneLane {
  readonly place: PhonePlace | undefined;
  /** `undefined` until somebody said which phone this is: then no number is given */
  readonly lane: NumberLane | undefined;
  /** the kept answer was read and there is none */
  readonly isOpen: boolean;
  readonly setPlace: (place: PhonePlace) => void;
}

/** @param on the day of the meeting, or of today: another day may see other phones, so it is asked again */
export function useLane(g: string, on: string): PhoneLane {
  const draft = useDraft<{ place?: PhonePlace }>(`founding-phone:${g}:${on}`, {});
  const place = draft.value?.place;
  return {
    place,
    lane: place && laneOfPhone(place),
    isOpen: draft.value !== undefined && place === undefined,
    setPlace: (next) => {
      draft.set({ place: next });
      void draft.flush();
    },
  };
}

interface PhonePlaceProps {
  lane: PhoneLane;
  /** somebody pressed the button that gives numbers */
  attempted?: boolean;
}

export function PhonePlaceChoice({ lane: { place, setPlace }, attempted = false }: PhonePlaceProps) {
  const t = useText();
  return (
    <ChoiceGroup
      label={t('founding.start.phone')}
      hint={t('founding.start.phone-hint')}
      error={attempted && place === undefined ? t('founding.start.phone-needed') : undefined}
      value={place}
      onChoose={setPlace}
      choices={(['only', 'first', 'second'] as const).map((value) => ({
        value,
        label: t(`founding.start.phone-${value}`),
        detail: t(`founding.start.phone-${value}-detail`),
      }))}
    />
  );
}

/** Where a number is about to be given: asks when nobody has answered, and stays so that a wrong tap can be mended. */
export function PhonePlaceIfOpen(props: PhonePlaceProps) {
  const wasOpen = useRef(false);
  wasOpen.current ||= props.lane.isOpen;
  return wasOpen.current ? <PhonePlaceChoice {...props} /> : null;
}
