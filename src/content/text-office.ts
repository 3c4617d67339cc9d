/** Thai sentences of the office's own screens, which no officer's phone keeps. */
import board from './text/th/board.json' with { type: 'json' };
import people from './text/th/people.json' with { type: 'json' };

export const office = { board, people };
