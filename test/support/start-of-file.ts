/** Files of one worker share what they load; each begins to count ids and minutes from the start, as if it ran alone. */
import { startIdsAnew } from './act.ts';

startIdsAnew();
