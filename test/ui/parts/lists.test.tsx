// Lists, tables and the path of steps: what is read, what can be pressed, and that a long roll stays light.
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/preact';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { DataTable, type TableColumn } from '../../../src/ui/parts/data-table.tsx';
import { Navigation } from '../../../src/ui/parts/navigation.tsx';
import { RollRow } from '../../../src/ui/parts/roll-row.tsx';
import { SearchedList } from '../../../src/ui/parts/searched-list.tsx';
import { StepPath } from '../../../src/ui/parts/step-path.tsx';
import { VirtualList } from '../../../src/ui/parts/virtual-list.tsx';

afterEach(cleanup);

describe('path of steps', () => {
  it('every stone says its name and state in words, every step its tally', () => {
    render(
      <StepPath
        label="Three steps"
        steps={[
          {
            number: '2',
            title: 'Founding',
            state: 'next',
            tally: '1/3',
            tallyLabel: '1 of 3 done',
            href: '/groups/1/step/2',
            stones: [
              { key: '2.1', state: 'done', label: '2.1 meeting: done' },
              { key: '2.2', state: 'next', label: '2.2 resolution: next' },
              { key: '2.3', state: 'not-applicable', label: '2.3 intake: not applicable' },
            ],
          },
        ]}
      />,
    );
    expect(screen.getByRole('link', { name: 'Founding' }).getAttribute('href')).toBe('/groups/1/step/2');
    expect(screen.getByText('2.2 resolution: next')).toBeTruthy();
    expect(screen.getByText('1 of 3 done')).toBeTruthy();
    const shapes = [...document.querySelectorAll('.stone')].map((stone) => stone.innerHTML);
    expect(new Set(shapes).size).toBe(3);
  });
});

describe('long list', () => {
  const rows = Array.from({ length: 900 }, (_, index) => ({ key: `member-${index}`, name: `Member ${index}` }));
  const list = (
    <VirtualList label="Members" rows={rows} keyOf={(row) => row.key} renderRow={(row) => <button type="button">{row.name}</button>} />
  );

  it('only the rows near the screen exist, and each knows its place among all', () => {
    render(list);
    const shown = within(screen.getByRole('list', { name: 'Members' })).getAllByRole('listitem');
    expect(shown.length).toBeGreaterThan(5);
    expect(shown.length).toBeLessThan(60);
    expect(shown[2]?.getAttribute('aria-posinset')).toBe('3');
    expect(shown[2]?.getAttribute('aria-setsize')).toBe('900');
  });

  it('the row with the focus stays while the list scrolls away under it', async () => {
    render(list);
    const first = screen.getByRole('button', { name: 'Member 0' });
    first.focus();
    const element = screen.getByRole('list', { name: 'Members' });
    element.getBoundingClientRect = () => new DOMRect(0, -30_000, 360, 60_300);
    fireEvent.scroll(globalThis.window);
    expect(await screen.findByRole('button', { name: 'Member 450' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Member 100' })).toBeNull();
    expect(document.activeElement).toBe(first);
    expect(first.isConnected).toBe(true);
  });
});

describe('a list that is searched', () => {
  it('keeps the whole roll drawn out of sight, so that it is there again after the search', () => {
    const rows = ['Kasem', 'Malee', 'Somchai'];
    const list = (found?: readonly string[]) => (
      <SearchedList
        label="Roll"
        rows={rows}
        found={found}
        keyOf={(name) => name}
        renderRow={(name) => <button type="button">{name}</button>}
      />
    );
    const { rerender } = render(list());
    const malee = screen.getByRole('button', { name: 'Malee' });
    rerender(list(['Malee']));
    expect(screen.getAllByRole('button').map((each) => each.textContent)).toEqual(['Malee']);
    expect(screen.getByRole('list', { name: 'Roll' })).toBeTruthy();
    rerender(list());
    expect(screen.getAllByRole('button')).toHaveLength(3);
    expect(screen.getByRole('button', { name: 'Malee' })).toBe(malee);
  });
});

describe('roll-call row', () => {
  const row = (onTap: () => unknown, onOther: () => void) => (
    <RollRow
      number="45"
      name={['Mr Kasem', 'Pinklao']}
      amount="100"
      state="open"
      stateLabel="100 baht, not here yet"
      onTap={onTap}
      onOther={onOther}
      otherLabel="another amount for number 45"
    />
  );

  it('a tap pays, the number and a long press open the rest', async () => {
    const onTap = vi.fn();
    const onOther = vi.fn();
    render(row(onTap, onOther));
    const tap = screen.getByRole('button', { name: 'Mr Kasem Pinklao 100 baht, not here yet' });
    expect(tap.getAttribute('aria-pressed')).toBe('false');
    await userEvent.click(tap);
    expect(onTap).toHaveBeenCalledOnce();
    await userEvent.click(screen.getByRole('button', { name: 'another amount for number 45' }));
    fireEvent.contextMenu(tap);
    expect(onOther).toHaveBeenCalledTimes(2);
    expect(onTap).toHaveBeenCalledOnce();
  });
});

describe('a tap in the roll', () => {
  it('is seen at once and stays hollow until it is on the disk', async () => {
    let written: () => void = () => undefined;
    const onTap = () =>
      new Promise<void>((resolve) => {
        written = resolve;
      });
    render(
      <RollRow
        number="45"
        name={['Kasem']}
        amount="100"
        state="open"
        stateLabel="100 baht"
        onTap={onTap}
        onOther={vi.fn()}
        otherLabel="more"
      />,
    );
    const tap = screen.getByRole('button', { name: /Kasem/ });
    await userEvent.click(tap);
    expect(tap.getAttribute('aria-busy')).toBe('true');
    expect(tap.getAttribute('aria-pressed')).toBe('false');
    expect(document.querySelector('.roll-writing .roll-box svg')).not.toBeNull();
    written();
    await waitFor(() => expect(tap.getAttribute('aria-busy')).toBe('false'));
    expect(document.querySelector('.roll-box svg')).toBeNull();
  });
});

describe('table', () => {
  interface District {
    name: string;
    groups: number;
  }
  const columns: TableColumn<District>[] = [
    { key: 'name', label: 'District', cell: (row) => row.name, sortValue: (row) => row.name, total: 'Total' },
    { key: 'groups', label: 'Groups', numeric: true, cell: (row) => row.groups, sortValue: (row) => row.groups, total: 15 },
  ];
  // Chun, Mae Chai, Chiang Kham: the vowel written first does not count first.
  const rows = ['\u0E08\u0E38\u0E19', '\u0E41\u0E21\u0E48\u0E43\u0E08', '\u0E40\u0E0A\u0E35\u0E22\u0E07\u0E04\u0E33'].map(
    (name, index) => ({
      name,
      groups: [10, 2, 3][index]!,
    }),
  );
  const shownNames = () => screen.getAllByRole('rowheader').map((cell) => rows.findIndex((row) => row.name === cell.textContent));

  it('sorts by a header, up and then down, words in Thai order and numbers as numbers, the total stays last', async () => {
    render(<DataTable caption="Districts" columns={columns} rows={rows} keyOf={(row) => row.name} />);
    expect(shownNames()).toEqual([0, 1, 2, -1]);
    await userEvent.click(screen.getByRole('button', { name: 'District' }));
    expect(shownNames()).toEqual([0, 2, 1, -1]);
    await userEvent.click(screen.getByRole('button', { name: 'Groups' }));
    expect(shownNames()).toEqual([1, 2, 0, -1]);
    expect(screen.getByRole('columnheader', { name: 'Groups' }).getAttribute('aria-sort')).toBe('ascending');
    await userEvent.click(screen.getByRole('button', { name: 'Groups' }));
    expect(shownNames()).toEqual([0, 2, 1, -1]);
    expect(screen.getByRole('columnheader', { name: 'Groups' }).getAttribute('aria-sort')).toBe('descending');
  });

  it('an address that keeps the sorting is told about it', async () => {
    const onSort = vi.fn();
    const sort = { key: 'groups', direction: 'ascending' } as const;
    render(<DataTable caption="Districts" columns={columns} rows={rows} keyOf={(row) => row.name} sort={sort} onSort={onSort} />);
    expect(shownNames()).toEqual([1, 2, 0, -1]);
    await userEvent.click(screen.getByRole('button', { name: 'Groups' }));
    expect(onSort).toHaveBeenCalledWith({ key: 'groups', direction: 'descending' });
  });
});

describe('navigation', () => {
  it('marks the nearest destination and says what a badge means', () => {
    render(
      <Navigation
        brand="Sajja"
        label="Main"
        currentPath="/groups/7/founding"
        destinations={[
          { href: '/', label: 'Today', icon: 'today' },
          { href: '/groups', label: 'Groups', icon: 'users' },
          { href: '/outbox', label: 'Outbox', icon: 'send', badge: 3, badgeLabel: '3 waiting' },
        ]}
      />,
    );
    expect(screen.getByRole('link', { current: 'page' }).textContent).toBe('Groups');
    expect(screen.getByRole('link', { name: 'Outbox 3 waiting' })).toBeTruthy();
  });
});
