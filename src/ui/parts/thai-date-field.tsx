/** A day as people in Thailand write it: day, month by name, year. The domain reads it; when it has two meanings, the person decides. */
import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import {
  parseBirthDate,
  parseEventDate,
  thaiDateParts,
  type BirthPrecision,
  type CivilDate,
  type DateFields,
  type DateProblem,
  type YearDoubt,
} from '../../domain/thai-calendar.ts';
import { FieldGroup, type FieldTexts } from './field.tsx';
import { Icon } from './icon.tsx';

export interface DateValue {
  on: CivilDate;
  /** Only a birth can be known to the month or year; its unknown day or month is then the first. */
  precision: BirthPrecision;
}

export interface ThaiDateFieldProps extends FieldTexts {
  /** `birth` may lack day and month; `event` is a whole day. */
  kind: 'event' | 'birth';
  todayOn: CivilDate;
  value: DateValue | undefined;
  /** `undefined` while the words do not make one certain day. */
  onDate: (value: DateValue | undefined) => void;
  labels: { day: string; month: string; year: string; noMonth: string };
  /** Twelve names from January on. */
  monthNames: readonly string[];
  /** Shown after leaving the field. */
  problemText: (problem: DateProblem) => string;
  /** The question above the possible readings. */
  doubtText: (because: YearDoubt | 'before-2484') => string;
  /** One possible reading, as the text of its button. */
  readingText: (value: DateValue) => string;
  /** Adds a time of day, `HH:MM`. */
  time?: { label: string; value: string; onTime: (time: string) => void };
  disabled?: boolean;
}

interface Typed {
  day: string;
  month: string;
  year: string;
}

interface Reading {
  /** Empty when nothing was typed or nothing could be read. */
  dates: DateValue[];
  problem?: DateProblem;
  doubt?: YearDoubt | 'before-2484';
}

export function ThaiDateField(props: ThaiDateFieldProps) {
  const { kind, todayOn, value, onDate, labels, monthNames, problemText, doubtText, readingText, time, error, disabled } = props;
  const id = useId();
  const [typed, setTyped] = useState(() => dateToTyped(value));
  const [decidedOn, setDecidedOn] = useState(value?.on);
  const [hasLeft, setLeft] = useState(false);
  const lastGiven = useRef(value?.on);

  // Before the next key: a later effect would compare with what was typed since.
  useLayoutEffect(() => {
    if (value?.on === lastGiven.current) return;
    lastGiven.current = value?.on;
    setTyped(dateToTyped(value));
    setDecidedOn(value?.on);
    setLeft(false);
  }, [value?.on]);

  const give = (date: DateValue | undefined) => {
    lastGiven.current = date?.on;
    onDate(date);
  };
  const change = (part: Partial<Typed>) => {
    const next = { ...typed, ...part };
    const { dates, doubt } = readTyped(next, kind, todayOn);
    setTyped(next);
    setDecidedOn(undefined);
    give(doubt ? undefined : dates[0]);
  };

  const reading = readTyped(typed, kind, todayOn);
  const shownError = error ?? (hasLeft && reading.problem ? problemText(reading.problem) : undefined);
  const invalid = shownError ? 'true' : undefined;
  const number = (part: 'day' | 'year', maxLength: number) => (
    <DatePart part={part} id={`${id}-${part}`} label={labels[part]}>
      <input
        id={`${id}-${part}`}
        class="input"
        type="text"
        inputMode="numeric"
        autoComplete="off"
        maxLength={maxLength}
        value={typed[part]}
        disabled={disabled}
        aria-invalid={invalid}
        onInput={(event) => change({ [part]: event.currentTarget.value })}
      />
    </DatePart>
  );

  return (
    <FieldGroup {...props} error={shownError}>
      <div
        class="date-parts"
        onFocusOut={(event) => {
          if (!(event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget))) setLeft(true);
        }}
      >
        {number('day', 2)}
        <DatePart part="month" id={`${id}-month`} label={labels.month}>
          <span class="input-box select-box">
            <select
              id={`${id}-month`}
              class="input"
              value={typed.month}
              disabled={disabled}
              aria-invalid={invalid}
              onChange={(event) => change({ month: event.currentTarget.value })}
            >
              <option value="">{labels.noMonth}</option>
              {monthNames.map((name, index) => (
                <option key={name} value={String(index + 1)}>
                  {name}
                </option>
              ))}
            </select>
            <Icon name="chevron-down" size="small" />
          </span>
        </DatePart>
        {number('year', 4)}
        {time && (
          <DatePart part="time" id={`${id}-time`} label={time.label}>
            <input
              id={`${id}-time`}
              class="input"
              type="time"
              value={time.value}
              disabled={disabled}
              onInput={(event) => time.onTime(event.currentTarget.value)}
            />
          </DatePart>
        )}
      </div>
      {reading.doubt && reading.dates.length > 0 && (
        <div class="date-doubt" role="group" aria-labelledby={`${id}-doubt`}>
          <p id={`${id}-doubt`} role="status">
            {doubtText(reading.doubt)}
          </p>
          {reading.dates.map((date) => (
            <button
              key={date.on}
              type="button"
              class="filter-chip"
              aria-pressed={date.on === decidedOn}
              onClick={() => {
                setDecidedOn(date.on);
                give(date);
              }}
            >
              <span class="chip chip-plain">
                {date.on === decidedOn && <Icon name="check" size="small" />}
                <span>{readingText(date)}</span>
              </span>
            </button>
          ))}
        </div>
      )}
    </FieldGroup>
  );
}

function DatePart({ part, id, label, children }: { part: string; id: string; label: string; children: ComponentChildren }) {
  return (
    <span class={`date-part part-${part}`}>
      <label for={id}>{label}</label>
      {children}
    </span>
  );
}

function readTyped(typed: Typed, kind: 'event' | 'birth', todayOn: CivilDate): Reading {
  if (typed.day === '' && typed.month === '' && typed.year === '') return { dates: [] };
  const fields: DateFields = { day: typed.day, month: typed.month === '' ? undefined : Number(typed.month), year: typed.year };
  if (kind === 'event') {
    const event = parseEventDate(fields, todayOn);
    if (event.kind === 'refused') return { dates: [], problem: event.problem };
    return { dates: [{ on: event.date, precision: 'day' }], doubt: event.kind === 'confirm' ? event.because : undefined };
  }
  const birth = parseBirthDate(fields, todayOn);
  if (birth.kind === 'refused') return { dates: [], problem: birth.problem };
  const births = birth.kind === 'ask' ? birth.births : [birth.birth];
  return {
    dates: births.map(({ bornOn, birthPrecision }) => ({ on: bornOn, precision: birthPrecision })),
    doubt: birth.kind === 'certain' ? undefined : birth.because,
  };
}

function dateToTyped(value: DateValue | undefined): Typed {
  if (!value) return { day: '', month: '', year: '' };
  const { day, month, yearBE } = thaiDateParts(value.on);
  return {
    day: value.precision === 'day' ? String(day) : '',
    month: value.precision === 'year' ? '' : String(month),
    year: String(yearBE),
  };
}
