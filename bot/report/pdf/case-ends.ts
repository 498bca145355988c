import type { Content } from 'pdfmake';
import { changeResultWords } from '#cards/change-result.ts';
import { phaseWords, stepName } from '#cards/words.ts';
import { controls, type ControlId, servedByLog } from '../controls.ts';
import type { Evidence, Note } from '../evidence.ts';
import { type CheckLine } from '../how-to-check.ts';
import { openChanges } from '../open-changes.ts';
import { notKnown } from '../not-known.ts';
import { time } from '../told.ts';
import { cell, facts, grid, heading, note } from './blocks.ts';

/** Everything that did not go its usual way. */
export function exceptions(evidence: Evidence): readonly Content[] {
  const columns = [
    { title: 'When', width: 72 },
    { title: 'What', width: 150 },
    { title: 'Why, and who', width: '*' },
  ] as const;
  const { decisions, deviations, off } = evidence;
  const open = openChanges(evidence);
  const said = decisions.filter(
    ({ kind }) => kind === 'rejected' || kind === 'expired' || kind === 'undelivered',
  );
  const rows = [
    ...open.map((one): Content[] => [
      cell(time(one.endedAt, 'not ended')),
      cell(`${one.what}: ${changeResultWords[one.result]}`),
      cell(
        one.reason ?? 'no reason in the log',
        one.error
          ? `${one.error.code}: ${one.error.message}, request id ${one.error.requestId ?? 'none given'}`
          : '',
      ),
    ]),
    ...said.map((one): Content[] => [
      cell(time(one.at)),
      cell(`${stepName(one.step)}: ${one.kind}`),
      cell(one.why ?? 'no reason in the log', one.by.name, one.entry),
    ]),
    ...deviations.map(noteRow),
  ];
  const out = off.length === 0 ? 'Nothing was left out.' : `Left out by the operator: ${off.join(', ')}.`;
  return [
    heading('Exceptions'),
    note(out),
    grid(columns, rows, 'No change, approval or reading went another way than usual.'),
  ];
}

function noteRow(one: Note): Content[] {
  const phase = (phaseWords as Readonly<Record<string, string>>)[one.phase] ?? one.phase;
  return [
    cell(time(one.at)),
    cell(phase, one.what),
    one.why === null ? cell(one.by.name, one.entry) : cell(one.why, one.by.name, one.entry),
  ];
}

/** Who was refused, and who took reports: an auditor asks that too. */
export function watched({ refusals, reports }: Evidence): readonly Content[] {
  const columns = [
    { title: 'When', width: 72 },
    { title: 'What', width: 150 },
    { title: 'Who', width: '*' },
  ] as const;
  const rows = (notes: readonly Note[]) =>
    notes.map(({ at, what, why, by, entry }): Content[] => [
      cell(time(at)),
      cell(what, why ?? ''),
      cell(by.name, entry),
    ]);
  return [
    heading('Refused'),
    grid(columns, rows(refusals), 'Nobody tried what they may not.'),
    heading('Reports taken of this case'),
    grid(
      columns,
      rows(reports),
      'None that the log knows of: a report made without the signing key leaves no entry.',
    ),
  ];
}

/** What keeps the case readable, and what ended that. */
export function kept({ keeping }: Evidence): readonly Content[] {
  const columns = [
    { title: 'When', width: 72 },
    { title: 'What', width: 150 },
    { title: 'Why, and who', width: '*' },
  ] as const;
  const rows = keeping.map(({ at, what, why, by, entry }): Content[] => [
    cell(time(at)),
    cell(what),
    cell(why ?? '', by.name, entry),
  ]);
  return [
    heading('Legal holds and erasures'),
    grid(columns, rows, 'Nobody placed a legal hold or asked for an erasure.'),
  ];
}

/** The controls the report serves, with their titles and sources. */
export function controlList(ids: readonly ControlId[]): readonly Content[] {
  const columns = [
    { title: 'Control', width: 96 },
    { title: 'Framework', width: 66 },
    { title: 'Title', width: '*' },
    { title: 'Source', width: 150 },
  ] as const;
  const served = new Set([...ids, ...servedByLog]);
  const all = (Object.keys(controls) as ControlId[]).filter((id) => served.has(id));
  const rows = all.map((id): Content[] => {
    const { framework, title, source } = controls[id];
    return [cell(id), cell(framework), cell(title), cell(source)];
  });
  return [heading('Controls'), grid(columns, rows, '')];
}

export function unknowns(): readonly Content[] {
  const columns = [
    { title: 'Not known to this log', width: 190 },
    { title: 'Why, and who has it', width: '*' },
  ] as const;
  const rows = notKnown.map(({ field, why }): Content[] => [cell(field), cell(why)]);
  return [heading('What this report does not know'), grid(columns, rows, '')];
}

export function checks(lines: readonly CheckLine[]): readonly Content[] {
  return [{ stack: [heading('How to check this report'), facts(lines)], unbreakable: true }];
}
