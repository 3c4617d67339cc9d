// What an officer types into money, date and count fields, and what the screen gets from it.
import { cleanup, render, screen } from '@testing-library/preact';
import userEvent from '@testing-library/user-event';
import { useState } from 'preact/hooks';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { CashCounter, sumCash } from '../../../src/ui/parts/cash-counter.tsx';
import { ChoiceGroup } from '../../../src/ui/parts/choice-group.tsx';
import { CountField } from '../../../src/ui/parts/count-field.tsx';
import { MoneyField } from '../../../src/ui/parts/money-field.tsx';
import { PhotoPicker } from '../../../src/ui/parts/photo-picker.tsx';
import { TextField } from '../../../src/ui/parts/text-field.tsx';
import { ThaiDateField, type DateValue } from '../../../src/ui/parts/thai-date-field.tsx';

afterEach(cleanup);

describe('money field', () => {
  function Pledge({ onAmount = () => {} }: { onAmount?: (amountSatang: number | undefined) => void }) {
    const [amountSatang, setAmount] = useState<number>();
    return (
      <MoneyField
        label="Pledge"
        hint="As the member decides"
        unit="baht"
        amountSatang={amountSatang}
        onAmount={(next) => {
          setAmount(next);
          onAmount(next);
        }}
        problemText={(problem) => `cannot read: ${problem}`}
      />
    );
  }

  it('Thai digits with commas become satang, and are shown tidily after leaving', async () => {
    const onAmount = vi.fn();
    render(<Pledge onAmount={onAmount} />);
    const box = screen.getByLabelText<HTMLInputElement>('Pledge');
    await userEvent.type(box, '\u0E51,\u0E52\u0E55\u0E50.\u0E55');
    expect(onAmount).toHaveBeenLastCalledWith(125_050);
    await userEvent.tab();
    expect(box.value).toBe('1,250.50');
  });

  it('what cannot be read gives no amount, and says so only after leaving the box', async () => {
    const onAmount = vi.fn();
    render(<Pledge onAmount={onAmount} />);
    const box = screen.getByLabelText<HTMLInputElement>('Pledge');
    await userEvent.type(box, '12,50');
    expect(onAmount).toHaveBeenLastCalledWith(undefined);
    expect(screen.queryByText('cannot read: unclear-separators')).toBeNull();
    await userEvent.tab();
    expect(box.getAttribute('aria-invalid')).toBe('true');
    const described = box
      .getAttribute('aria-describedby')!
      .split(' ')
      .map((id) => document.getElementById(id)?.textContent);
    expect(described).toEqual(['As the member decides', 'cannot read: unclear-separators']);
    expect(box.value).toBe('12,50');
  });

  it('an amount set from outside replaces the text', () => {
    const field = (amountSatang: number) => (
      <MoneyField label="Pledge" unit="baht" amountSatang={amountSatang} onAmount={() => {}} problemText={String} />
    );
    const { rerender } = render(field(20_000));
    rerender(field(5_000));
    expect(screen.getByLabelText<HTMLInputElement>('Pledge').value).toBe('50');
  });
});

describe('Thai date field', () => {
  const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
  function DateOf({ kind, onDate }: { kind: 'event' | 'birth'; onDate: (value: DateValue | undefined) => void }) {
    const [value, setValue] = useState<DateValue>();
    return (
      <ThaiDateField
        label="When"
        kind={kind}
        todayOn="2026-11-23"
        value={value}
        onDate={(next) => {
          setValue(next);
          onDate(next);
        }}
        labels={{ day: 'Day', month: 'Month', year: 'Year', noMonth: 'none' }}
        monthNames={monthNames}
        problemText={(problem) => `problem: ${problem}`}
        doubtText={(because) => `which one: ${because}`}
        readingText={({ on }) => `it is ${on}`}
      />
    );
  }

  it('day, month and Buddhist year become a civil date, in either digits', async () => {
    const onDate = vi.fn();
    render(<DateOf kind="event" onDate={onDate} />);
    await userEvent.type(screen.getByLabelText('Day'), '\u0E55');
    await userEvent.selectOptions(screen.getByLabelText('Month'), 'Dec');
    await userEvent.type(screen.getByLabelText('Year'), '2569');
    expect(onDate).toHaveBeenLastCalledWith({ on: '2026-12-05', precision: 'day' });
  });

  it('a day that does not exist gives nothing and is named after leaving the field', async () => {
    const onDate = vi.fn();
    render(<DateOf kind="event" onDate={onDate} />);
    await userEvent.type(screen.getByLabelText('Day'), '31');
    await userEvent.selectOptions(screen.getByLabelText('Month'), 'Feb');
    await userEvent.type(screen.getByLabelText('Year'), '2569');
    expect(onDate).toHaveBeenLastCalledWith(undefined);
    expect(screen.queryByText('problem: no-such-day')).toBeNull();
    await userEvent.tab();
    expect(screen.getByText('problem: no-such-day')).toBeTruthy();
  });

  it('an elder who knows only the year is accepted as a birth', async () => {
    const onDate = vi.fn();
    render(<DateOf kind="birth" onDate={onDate} />);
    await userEvent.type(screen.getByLabelText('Year'), '2495');
    expect(onDate).toHaveBeenLastCalledWith({ on: '1952-01-01', precision: 'year' });
  });

  it('February 2482 is asked about, and the answer counts', async () => {
    const onDate = vi.fn();
    render(<DateOf kind="birth" onDate={onDate} />);
    await userEvent.type(screen.getByLabelText('Day'), '10');
    await userEvent.selectOptions(screen.getByLabelText('Month'), 'Feb');
    await userEvent.type(screen.getByLabelText('Year'), '2482');
    expect(onDate).toHaveBeenLastCalledWith(undefined);
    expect(screen.getByText('which one: before-2484')).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'it is 1939-02-10' }));
    expect(onDate).toHaveBeenLastCalledWith({ on: '1939-02-10', precision: 'day' });
    expect(screen.getByRole('button', { name: 'it is 1939-02-10' }).getAttribute('aria-pressed')).toBe('true');
  });
});

describe('counting', () => {
  it('a count goes up and down, never below its least, and may be typed in Thai digits', async () => {
    function People() {
      const [count, setCount] = useState(1);
      return <CountField label="Present" count={count} onCount={setCount} minusLabel="one less" plusLabel="one more" unit="people" />;
    }
    render(<People />);
    const box = screen.getByRole<HTMLInputElement>('textbox', { name: 'Present' });
    await userEvent.click(screen.getByRole('button', { name: 'one more' }));
    expect(box.value).toBe('2');
    await userEvent.click(screen.getByRole('button', { name: 'one less' }));
    await userEvent.click(screen.getByRole('button', { name: 'one less' }));
    expect(box.value).toBe('0');
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'one less' }).disabled).toBe(true);
    await userEvent.clear(box);
    await userEvent.type(box, '\u0E54\u0E58');
    expect(box.value).toBe('48');
  });

  it('notes and coins add up to the total on the table', async () => {
    const denominations = [
      { valueSatang: 10_000, label: 'note of 100' },
      { valueSatang: 2_000, label: 'note of 20' },
      { valueSatang: 25, label: 'coin of 25 satang' },
    ];
    function Table() {
      const [countByValue, setCount] = useState<Record<number, number>>({ 10_000: 41 });
      return (
        <CashCounter
          label="Cash"
          denominations={denominations}
          countByValue={countByValue}
          onCount={setCount}
          minusLabel={({ label }) => `less ${label}`}
          plusLabel={({ label }) => `more ${label}`}
          totalLabel="Counted"
          unit="baht"
        />
      );
    }
    render(<Table />);
    expect(screen.getByText('Counted').parentElement?.textContent).toBe('Counted4,100 baht');
    await userEvent.click(screen.getByRole('button', { name: 'more note of 20' }));
    await userEvent.click(screen.getByRole('button', { name: 'more coin of 25 satang' }));
    expect(screen.getByText('Counted').parentElement?.textContent).toBe('Counted4,120.25 baht');
    expect(sumCash({ 10_000: 2, 25: 3 })).toBe(20_075);
  });
});

describe('other fields', () => {
  it('Enter in a text field goes on', async () => {
    const onEnter = vi.fn();
    render(<TextField label="Name" value="" onText={() => {}} onEnter={onEnter} error="Type the name" />);
    await userEvent.type(screen.getByLabelText('Name'), '{Enter}');
    expect(onEnter).toHaveBeenCalledOnce();
    expect(screen.getByText('Type the name')).toBeTruthy();
  });

  it('one of a few answers is chosen with the keyboard', async () => {
    const onChoose = vi.fn();
    const choices = [
      { value: 'yes', label: 'Agreed' },
      { value: 'no', label: 'Not now' },
    ] as const;
    render(<ChoiceGroup label="Vote" choices={choices} value="yes" onChoose={onChoose} />);
    await userEvent.click(screen.getByRole('radio', { name: 'Not now' }));
    expect(onChoose).toHaveBeenCalledWith('no');
    expect(screen.getByRole('group', { name: 'Vote' })).toBeTruthy();
  });

  it('a photo from the gallery is handed over, after the draft had its chance to be saved', async () => {
    const order: string[] = [];
    render(
      <PhotoPicker
        label="Photos"
        cameraLabel="Take"
        galleryLabel="Choose"
        photos={[{ key: 'a', alt: 'the meeting', stateText: 'waiting', stateTone: 'waiting' }]}
        onBeforeOpen={() => void order.push('saved')}
        onFiles={(files) => order.push(files.map((file) => file.name).join())}
      />,
    );
    expect(screen.getByLabelText('Take').getAttribute('capture')).toBe('environment');
    await userEvent.upload(screen.getByLabelText('Choose'), [new File(['x'], 'one.jpg', { type: 'image/jpeg' })]);
    expect(order).toEqual(['saved', 'one.jpg']);
    expect(screen.getByText('waiting')).toBeTruthy();
  });
});
