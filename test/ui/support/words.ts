/** Every screen's words are at hand before a test begins, as they are before a screen is shown; and no test knows how fast the machine is. */
import { configure } from '@testing-library/preact';
import { loadOfficeText } from '../../../src/content/text.ts';

configure({ asyncUtilTimeout: 30_000 });
await loadOfficeText();
