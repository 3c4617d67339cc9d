/** Giving a sheet away as a file for a spreadsheet; the person first reads what is in it and who may have it. */
import { useEffect, useState } from 'preact/hooks';
import { useText } from '../app-context.ts';
import { Banner } from '../parts/banner.tsx';
import { Button } from '../parts/button.tsx';
import { BottomSheet } from '../parts/dialog.tsx';
import { sheetToCsv, type Sheet } from './sheet.ts';

export interface ExportSheetProps {
  sheets: readonly Sheet[];
  /** without its ending; no Thai letters, so that every office's computer can keep it */
  fileName: string;
  /** names of people are in it */
  isPersonal: boolean;
}

export function ExportSheet({ sheets, fileName, isPersonal }: ExportSheetProps) {
  const t = useText();
  const [file, setFile] = useState<{ readonly file: File; readonly url: string }>();
  useEffect(() => () => file && URL.revokeObjectURL(file.url), [file]);
  const open = () => {
    const made = new File([sheetsToCsv(sheets)], `${fileName}.csv`, { type: 'text/csv' });
    setFile({ file: made, url: URL.createObjectURL(made) });
  };
  const close = () => setFile(undefined);
  return (
    <>
      <Button icon="download" onPress={open}>
        {t('books.export')}
      </Button>
      <BottomSheet
        open={file !== undefined}
        onClose={close}
        title={t('books.export.title')}
        closeLabel={t('common.close')}
        actions={
          file && (
            <>
              {canShare(file.file) && (
                // whoever closes the phone's own sheet without choosing has decided nothing
                <Button icon="share" onPress={() => void navigator.share({ files: [file.file] }).catch(() => undefined)}>
                  {t('books.export.share')}
                </Button>
              )}
              <a class="button button-primary" href={file.url} download={file.file.name} onClick={() => setTimeout(close, 500)}>
                <span class="button-face">{t('books.export.keep')}</span>
              </a>
            </>
          )
        }
      >
        <p>{t('books.export.what', { names: sheets.map(({ title }) => title).join(' · ') })}</p>
        {isPersonal && (
          <Banner tone="attention" icon="shield" title={t('books.export.personal')}>
            {t('books.export.personal.why')}
          </Banner>
        )}
      </BottomSheet>
    </>
  );
}

/** Several sheets in one file stand under each other with an empty line between. */
function sheetsToCsv(sheets: readonly Sheet[]): string {
  return sheets.map((sheet, index) => (index === 0 ? sheetToCsv(sheet) : sheetToCsv(sheet).replace('\uFEFF', ''))).join('\r\n');
}

function canShare(file: File): boolean {
  const { canShare: ask } = navigator as { canShare?: Navigator['canShare'] };
  return ask?.call(navigator, { files: [file] }) ?? false;
}
