/** A paper ready to print from the phone, without signal: one of the office's forms, or a register, book or contract made from the group's records. */
import { useRoute } from 'preact-iso';
import { isPaperKey } from '../../content/papers.ts';
import { CommitmentPaper } from './commitment-paper.tsx';
import { FormScreen } from './form-screen.tsx';
import { NoSuchPaper } from './print-frame.tsx';
import { sheetPaperOf } from './sheet-papers.ts';
import { SheetScreen } from './sheet-screen.tsx';

export function PrintScreen() {
  const { params, query } = useRoute();
  const { paper: key = '', id = 'blank' } = params;
  const back = id === 'blank' ? '/me' : `/groups/${id}?tab=papers`;
  if (key === 'commitment') return <CommitmentPaper key={id} id={id} area={query['area'] ?? ''} back={query['from'] === 'board' ? '/board/commitments' : '/me/commitment'} />; // prettier-ignore
  const make = sheetPaperOf(key);
  if (make !== undefined) return <SheetScreen key={`${key}/${id}`} paper={key} make={make} id={id} query={query} back={back} />;
  if (!isPaperKey(key)) return <NoSuchPaper back={back} />;
  const { member } = query;
  return <FormScreen form={key} id={id} query={query} back={member === undefined ? back : `/groups/${id}/members/${member}`} />;
}
