import type { Kept } from '../access-end.ts';
import type { Tone } from './blocks.ts';

/** How a target that was met or missed looks, in a case's report and in a period's. */
export const keptTone: Readonly<Record<Kept, Tone>> = {
  met: 'good',
  missed: 'bad',
  open: 'warning',
  'not known': 'neutral',
  erased: 'neutral',
  unreadable: 'bad',
};
