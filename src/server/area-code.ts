/** An official code of a province (2), district (4) or tambon (6 digits), as it comes in an address. */
import * as z from 'zod/mini';

export const Area = z.string().check(z.regex(/^\d{2}(\d{2}(\d{2})?)?$/));
