/** Choosing a table and keeping it as a file; the person first reads that it is on record, and whether people are named in it. */
import { useState } from 'preact/hooks';
import type { ExportKey } from '../../../protocol/export.ts';
import { fetchExport } from '../../../sync/export.ts';
import { wallNet, type NetProblem } from '../../../sync/transport.ts';
import { useApp } from '../../app-context.ts';
import { Banner } from '../../parts/banner.tsx';
import { Button } from '../../parts/button.tsx';
import { BottomSheet } from '../../parts/dialog.tsx';
import { SelectField } from '../../parts/select-field.tsx';
import { showToast } from '../../parts/toast.tsx';
import { canDecideIn } from './area.ts';
import { failureText, useAskOffice } from './ask-office.ts';

const tables = ['groups', 'months', 'targets', 'officers', 'reports', 'establishment-result'] as const satisfies readonly ExportKey[];
const ofPeople: readonly ExportKey[] = ['groups', 'officers', 'reports', 'establishment-result'];

export function TableSheet({ area, onClose }: { area: string; onClose: () => void }) {
  const { t, me, language, nowMs } = useApp();
  const askOffice = useAskOffice();
  const [table, setTable] = useState<ExportKey>('groups');
  const [busy, setBusy] = useState<'csv' | 'xlsx'>();
  const [problem, setProblem] = useState<NetProblem>();
  const directs = canDecideIn(me.grants, area);

  const keep = async (file: 'csv' | 'xlsx') => {
    if (busy !== undefined) return;
    setBusy(file);
    setProblem(undefined);
    const answer = await askOffice(async () => fetchExport({ ...wallNet, nowMs }, { key: table, file, area, language }));
    setBusy(undefined);
    if (!answer.ok) {
      setProblem(answer.problem);
      return;
    }
    giveToPerson(answer.file);
    showToast({ text: t('board.take.done', { name: answer.file.name }), icon: 'check' });
    onClose();
  };

  return (
    <BottomSheet
      open
      onClose={onClose}
      title={t('board.take.tables')}
      closeLabel={t('common.close')}
      actions={
        <>
          <Button busy={busy === 'csv'} busyLabel={t('board.take.busy')} onPress={() => void keep('csv')}>
            {t('board.take.csv')}
          </Button>
          <Button kind="primary" icon="download" busy={busy === 'xlsx'} busyLabel={t('board.take.busy')} onPress={() => void keep('xlsx')}>
            {t('board.take.excel')}
          </Button>
        </>
      }
    >
      <SelectField
        label={t('board.take.which')}
        options={tables.filter((key) => key !== 'officers' || directs).map((key) => ({ value: key, label: t(`board.take.${key}`) }))}
        value={table}
        onChoose={setTable}
      />
      {problem !== undefined && (
        <Banner tone="attention" announce>
          {failureText(t, problem)}
        </Banner>
      )}
      {directs && ofPeople.includes(table) && (
        <Banner tone="attention" icon="shield">
          {t('board.take.people')}
        </Banner>
      )}
      <p class="quiet small">{t('board.take.on-record')}</p>
    </BottomSheet>
  );
}

/** As if a link to the file had been pressed; the browser asks or keeps it as the person has set it. */
function giveToPerson(file: File): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = file.name;
  link.click();
  // the browser reads it a moment later
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
