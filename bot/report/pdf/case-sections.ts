import type { Content } from 'pdfmake';
import { changeResultWords } from '#cards/change-result.ts';
import { counted, stepTitles, systemName } from '#cards/words.ts';
import type { ChangeLine } from '../change-lines.ts';
import type { Decision } from '../decisions.ts';
import type { Evidence } from '../evidence.ts';
import { acceptedCell, observedCell, time, unknown } from '../told.ts';
import { cell, grid, heading, note, styled, tinted, type Tone } from './blocks.ts';

export function approvals({ decisions }: Evidence): readonly Content[] {
  const columns = [
    { title: 'When', width: 72 },
    { title: 'Step', width: 92 },
    { title: 'What', width: 62 },
    { title: 'Who', width: 92 },
    { title: 'To exactly these changes; why', width: '*' },
  ] as const;
  const rows = decisions.map((one): Content[] => [
    cell(time(one.at)),
    cell(stepTitle(one.step)),
    tinted(one.kind, decisionTone[one.kind]),
    cell(whoOf(one), secondWords(one)),
    cell(hashWords(one), one.why ?? '', one.entry),
  ]);
  return [heading('Who approved what'), grid(columns, rows, 'Nobody was asked.')];
}

function hashWords({ hash }: Decision): string {
  if (hash === null) return 'no changes named';
  return hash.startsWith('[') ? hash : `hash ${hash.slice(0, 16)}…`;
}

const decisionTone: Readonly<Record<Decision['kind'], Tone>> = {
  asked: 'neutral',
  approved: 'good',
  rejected: 'bad',
  expired: 'warning',
  undelivered: 'warning',
};

function stepTitle(step: string): string {
  return Object.hasOwn(stepTitles, step) ? stepTitles[step as keyof typeof stepTitles] : step;
}

function whoOf({ kind, by, asked }: Decision): string {
  if (kind === 'asked') return asked ?? unknown;
  return kind === 'expired' || kind === 'undelivered' ? 'the bot' : by.name;
}

function secondWords({ secondPerson }: Decision): string {
  if (secondPerson === null) return '';
  return secondPerson ? 'another than who asked' : 'asked for it as well';
}

export function accessHeld({ held, archive }: Evidence): readonly Content[] {
  const columns = [
    { title: 'System', width: 84 },
    { title: 'Before', width: 84 },
    { title: 'Read back', width: 60 },
    { title: 'Still there at the closing sweep', width: '*' },
  ] as const;
  const rows = held.map(({ system, before, readBack, after, why }): Content[] => [
    cell(systemName(system)),
    cell(
      `${before.changes} to change`,
      before.leftAlone.length > 0 ? `${before.leftAlone.length} left alone` : '',
    ),
    cell(counted(readBack, 'change')),
    after === null
      ? cell(unknown, why ?? '')
      : cell(after.length === 0 ? 'nothing' : `${after.length}:`, ...after.map((one) => thingWords(one))),
  ]);
  const kept = archive
    ? `Everything the person held was saved before the first change: document ${archive.hash}, part of the bundle.`
    : 'Nothing was saved: no plan was settled.';
  return [
    heading('Access held before and after'),
    grid(columns, rows, 'There was no plan yet: what the person held is not known.'),
    note(kept),
  ];
}

function thingWords({ what, why }: { readonly what: string; readonly why: string | null }): string {
  return why === null ? what : `${what}: ${why}`;
}

/** What is still told of the work of a case that is erased. */
export function actsLeft({ acts }: Evidence): readonly Content[] {
  const columns = [
    { title: 'When', width: 72 },
    { title: 'Act', width: 62 },
    { title: 'Action, and how it ended', width: '*' },
    { title: 'By whose order', width: 110 },
  ] as const;
  const rows = acts.map((act): Content[] => [
    cell(time(act.at)),
    cell(act.phase),
    cell(act.what),
    cell(act.by.name, act.entry),
  ]);
  return [
    heading('What the log still tells of the work'),
    note(
      'What was changed, from what and to what, can be read by nobody any more: here is on which action, when, by whose order, and how it ended.',
    ),
    grid(columns, rows, 'Nothing was changed.'),
  ];
}

/** Every change with its three times, its proof and the controls it serves, step by step. */
export function everyChange({ changes }: Evidence): readonly Content[] {
  const steps = [...new Set(changes.map(({ step }) => step))];
  if (steps.length === 0) return [heading('Every change'), note('No change was planned.')];
  return [
    heading('Every change'),
    ...steps.flatMap((step) => [
      styled(stepTitles[step], { bold: true, margin: [0, 4, 0, 4] }),
      grid(changeColumns, changes.filter((change) => change.step === step).map(changeRow), ''),
    ]),
  ];
}

const changeColumns = [
  { title: 'Change', width: '*' },
  { title: 'Approved', width: 74 },
  { title: 'Sent', width: 50 },
  { title: 'Accepted', width: 50 },
  { title: 'Observed', width: 50 },
  { title: 'Result', width: 52 },
] as const;

function changeRow(change: ChangeLine): Content[] {
  const { what, system, action, controls, yes, chosen, sentAt, attempts, result } = change;
  return [
    cell(
      what,
      `${systemName(system)} · ${action}${change.irreversible ? ' · no way back' : ''}`,
      `Controls: ${controls.join(', ') || unknown}`,
      ...errorLines(change),
      change.proof
        ? `${change.proof.entry} · ${change.proof.hash.slice(0, 16)}…`
        : 'no entry: nothing was sent',
    ),
    yes
      ? cell(yes.by.name, time(yes.at), `hash ${yes.hash.slice(0, 8)}…`)
      : cell(chosen ? 'nobody' : 'left out'),
    cell(time(sentAt, 'not sent'), attempts > 1 ? `${attempts} times` : ''),
    cell(time(acceptedCell(change))),
    cell(time(observedCell(change))),
    tinted(changeResultWords[result], statusTone(change)),
  ];
}

function errorLines({ error, reason, undo }: ChangeLine): readonly string[] {
  const said = error
    ? [
        `${error.system} said ${error.code}: ${error.message}`,
        `Request id: ${error.requestId ?? 'none given'}`,
      ]
    : [];
  const back = undo ? [`Put back: ${undo.result ?? 'not ended'}, ${time(undo.endedAt)}`] : [];
  return [...(reason ? [reason] : []), ...said, ...back];
}

function statusTone({ status, chosen, result }: ChangeLine): Tone {
  if (status === 'verified') return 'good';
  if (status === 'skipped' || result === 'not-made' || !chosen) return 'neutral';
  return status === 'failed' || status === 'undo-failed' ? 'bad' : 'warning';
}
