import type { Content } from 'pdfmake';
import { between } from '#cards/times.ts';
import { counted } from '#cards/words.ts';
import { goneWord } from '../erased.ts';
import type { Evidence } from '../evidence.ts';
import { time, unknown } from '../told.ts';
import { cell, grid, heading } from './blocks.ts';

/** From the request to the end, with what had passed since the request. */
export function timeline(evidence: Evidence): readonly Content[] {
  const { openedAt } = evidence;
  const rows = stations(evidence).map(([name, at, instead]): Content[] => [
    cell(name),
    cell(time(at, instead)),
    cell(at === null ? 'n/a' : between(openedAt, at)),
  ]);
  const columns = [
    { title: 'Timeline', width: '*' },
    { title: 'UTC', width: 130 },
    { title: 'Since the request', width: 110 },
  ] as const;
  return [heading('Timeline'), grid(columns, rows, '')];
}

type Station = readonly [name: string, at: string | null, instead: string];

function stations(evidence: Evidence): readonly Station[] {
  const { accessEnd, plan, decisions, allDoneAt, putBack, sweptAt, closedAt, openedAt, erased } = evidence;
  const orGone = (instead: string): string => (erased ? goneWord(erased) : instead);
  const yes = decisions.filter(({ kind }) => kind === 'approved');
  return [
    ['Notice that the person leaves', null, unknown],
    ['Requested: the case was opened', openedAt, unknown],
    ['Plan settled', plan?.at ?? null, 'not settled'],
    ['First approval', yes[0]?.at ?? null, 'none'],
    ['Last approval', yes.at(-1)?.at ?? null, 'none'],
    ['First change read back', accessEnd.firstCutAt, orGone('none')],
    ['Every way to sign in read back as closed', accessEnd.observedAt, orGone('not observed')],
    ['Every change read back', allDoneAt, orGone('not all')],
    ...(putBack
      ? [[`Put back by an undo: ${counted(putBack.changes, 'change')}`, putBack.at, ''] as const]
      : []),
    ['Closing sweep of all systems', sweptAt, 'none'],
    ['Case closed', closedAt, 'open'],
  ];
}
