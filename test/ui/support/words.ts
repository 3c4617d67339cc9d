/** Every screen's words are at hand before a test begins, as they are before a screen is shown. */
import { loadLaterText } from '../../../src/content/text.ts';

await loadLaterText();
