/**
 * Reads the test runner's own reports.
 *
 *   node report.mjs again FIRST           the files that a second try alone on the machine may decide, one a line
 *   node report.mjs count FIRST [SECOND]  "passed failed"; a file that is in the second report counts as it ended there
 *
 * A second try is for what runs in a browser: two of these beside each other on two cores may starve a third program of time. Whatever runs in
 * Node fails for a reason of its own and is never tried again, and more than three files at once are no accident either.
 */
import { readFileSync } from 'node:fs';

const mostFiles = 3;
const [task, first, second] = process.argv.slice(2);

function filesIn(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).testResults;
  } catch {
    return [];
  }
}

const failedIn = (file) => {
  const tests = file.assertionResults.filter(({ status }) => status === 'failed').length;
  // a file that broke before its first test is one failure
  return tests === 0 && file.status === 'failed' ? 1 : tests;
};
const passedIn = (file) => file.assertionResults.filter(({ status }) => status === 'passed').length;

if (task === 'again') {
  const failed = filesIn(first).filter((file) => failedIn(file) > 0);
  const isInBrowser = ({ name }) => /\/test\/(browser|webkit)\//.test(name);
  if (failed.length <= mostFiles && failed.every(isInBrowser)) for (const { name } of failed) console.log(name);
} else {
  const later = second === undefined ? [] : filesIn(second);
  const names = new Set(later.map(({ name }) => name));
  const all = [...filesIn(first).filter(({ name }) => !names.has(name)), ...later];
  const sum = (of) => all.reduce((total, file) => total + of(file), 0);
  console.log(`${sum(passedIn)} ${sum(failedIn)}`);
}
