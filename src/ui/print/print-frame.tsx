/** The screen around a paper: which digits, what else can be chosen, the sheets on a desk, and the one button that prints. */
import type { ComponentChildren } from 'preact';
import type { DigitStyle } from '../../domain/digits.ts';
import { useText } from '../app-context.ts';
import { ActionBar } from '../parts/action-bar.tsx';
import { Button } from '../parts/button.tsx';
import { SegmentedControl } from '../parts/choice-group.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { SkeletonRows } from '../parts/skeleton.tsx';
import { Screen } from '../screen.tsx';
import '../style/screens/print.css';

export interface PrintFrameProps {
  title: string;
  back: string;
  focusKey: string;
  digits: DigitStyle;
  onDigits: (digits: DigitStyle) => void;
  /** sheets of paper; `undefined` while the paper is being made */
  sheets: number | undefined;
  /** what else can be chosen for this paper */
  tools?: ComponentChildren;
  children: ComponentChildren;
}

export function PrintFrame({ title, back, focusKey, digits, onDigits, sheets, tools, children }: PrintFrameProps) {
  const t = useText();
  return (
    <Screen
      title={title}
      subtitle={t('print.copies')}
      back={back}
      width="board"
      focusKey={focusKey}
      actionBar={
        <ActionBar
          note={sheets === undefined ? undefined : t('print.ready', { n: sheets })}
          primary={
            <Button kind="primary" wide icon="print" disabled={sheets === undefined || sheets === 0} onPress={() => globalThis.print()}>
              {t('print.now')}
            </Button>
          }
        />
      }
    >
      <div class="no-print paper-tools">
        <SegmentedControl
          label={t('print.digits')}
          value={digits}
          onChoose={onDigits}
          choices={[
            { value: 'thai', label: t('print.digits.thai') },
            { value: 'arabic', label: t('print.digits.arabic') },
          ]}
        />
        {tools}
      </div>
      {sheets === undefined ? <SkeletonRows count={8} label={t('common.loading')} /> : children}
    </Screen>
  );
}

export function NoSuchPaper({ back }: { back: string }) {
  const t = useText();
  return (
    <Screen title={t('print.title')} back={back}>
      <EmptyState icon="print" title={t('print.missing.title')}>
        {t('print.missing.body')}
      </EmptyState>
    </Screen>
  );
}
