/** Set up before each file of the project `postgres`: its offices begin as copies of the one that `postgres-project.ts` made. */
import { inject } from 'vitest';
import { beginAsCopyOf } from './server-office.ts';

beginAsCopyOf(inject('officeToCopy'));
