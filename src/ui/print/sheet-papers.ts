/** The papers that are made from records, by their word in the address `/print/<paper>/<group or blank>`. */
import type { MakePaper } from './paper-source.ts';
import { book, statements } from './papers/books.ts';
import { bylaws } from './papers/bylaws.ts';
import { collection } from './papers/collection.ts';
import { dividends } from './papers/dividends.ts';
import { loanContract } from './papers/loan-contract.ts';
import { borrowerLedger, loanRegister } from './papers/loans.ts';
import { memberData } from './papers/member-data.ts';
import { meeting } from './papers/meeting.ts';
import { memberRegister, passbook, savingsRegister, specialSavings } from './papers/registers.ts';
import { report } from './papers/report.ts';
import { depositSlips, receipt } from './papers/slips.ts';

export const sheetPapers: Readonly<Record<string, MakePaper>> = {
  book,
  statements,
  'savings-register': savingsRegister,
  'special-savings': specialSavings,
  'member-register': memberRegister,
  passbook,
  'member-data': memberData,
  'loan-register': loanRegister,
  'borrower-ledger': borrowerLedger,
  'loan-contract': loanContract,
  receipt,
  'deposit-slip': depositSlips,
  collection,
  bylaws,
  dividends,
  meeting,
  report,
};

export function sheetPaperOf(key: string): MakePaper | undefined {
  return Object.hasOwn(sheetPapers, key) ? sheetPapers[key] : undefined;
}
