import { counted } from '#cards/words.ts';
import type { NewestCheckpoint, Proof } from './coverage.ts';
import type { Evidence } from './evidence.ts';
import type { Bundle, ReportHead } from './report-parts.ts';
import { positionWords } from './told.ts';

/** A line of the end of every report: what, and the words or figures for it. */
export type CheckLine = readonly [name: string, words: string];

const own =
  'Take the fingerprint to compare with from your own note of the installation, never from this report.';

/** Which report this is: who made it when, with what, and whose log. */
export function aboutReport({ made, takenBy, version }: ReportHead): CheckLine {
  return ['Report', `Made ${made} for ${takenBy} with version ${version}.`];
}

/** The same of one case, and who wrote its entries. */
export function aboutCaseReport(head: ReportHead, { tenant, writers }: Evidence): readonly CheckLine[] {
  return [aboutReport(head), ['Tenant', tenant], ['Written by', `${writers.join('; ')}.`]];
}

/** How anybody checks a report of one case without believing it. */
export function howToCheckCase(caseId: string, proof: Proof, bundle: Bundle | null): readonly CheckLine[] {
  return [
    verdictLine(proof.fault === null ? [] : [proof.fault]),
    ['Entries', `${caseId}, 1 to ${proof.head.seq}; the last one has the hash ${proof.head.hash}.`],
    ...checkpointLines(proof.checkpoint),
    ['Covered', coveredWords(proof)],
    ...bundleLines(bundle, `npm run log:bundle -- <log> bundle.ndjson --case ${caseId}`),
  ];
}

/** The same of a period, which rests on the whole log. */
export function howToCheckPeriod(
  faults: readonly { readonly where: string; readonly how: string }[],
  checkpoint: NewestCheckpoint | null,
  bundle: Bundle | null,
): readonly CheckLine[] {
  return [
    verdictLine(faults),
    ...checkpointLines(checkpoint),
    ...bundleLines(bundle, 'npm run log:bundle -- <log> bundle.ndjson'),
  ];
}

function verdictLine(faults: readonly { readonly where: string; readonly how: string }[]): CheckLine {
  const [first, ...more] = faults;
  if (!first) {
    return ['Chain', 'Sound: every entry was derived anew from its text, and follows the one before it.'];
  }
  const others = more.length === 0 ? '' : ` And ${counted(more.length, 'more place')}.`;
  return ['Chain', `TAMPERED: ${first.where} ${first.how}.${others}`];
}

function checkpointLines(checkpoint: NewestCheckpoint | null): readonly CheckLine[] {
  if (!checkpoint) {
    return [['Checkpoint', 'None yet: the bot has signed nothing. Take the report again in a minute.']];
  }
  const { n, at, root, keys, cases, entries } = checkpoint;
  return [
    [
      'Checkpoint',
      `Number ${n} of ${at}, over ${counted(entries, 'entry', 'entries')} of ${counted(cases, 'chain')}.`,
    ],
    ['Root', root],
    ['Signed by', `${keys.join(', ')}. ${own}`],
  ];
}

function coveredWords({ coveredTo, head, checkpoint }: Proof): string {
  if (coveredTo === 0 || !checkpoint) return 'No entry of this case is covered by a signed checkpoint yet.';
  if (coveredTo >= head.seq) return head.seq === 1 ? 'Its one entry.' : `All ${head.seq} entries.`;
  const younger = head.seq - coveredTo === 1 ? 'is younger' : 'are younger';
  return `Covered: ${positionWords(1, coveredTo)}. Not covered: ${positionWords(coveredTo + 1, head.seq)}, which ${younger} than the checkpoint: take the report again in a minute.`;
}

function bundleLines(bundle: Bundle | null, command: string): readonly CheckLine[] {
  if (!bundle) {
    return [
      ['Bundle', `None belongs to this report. Make one: ${command}`],
      [
        'Verify',
        'node storage/proof/verify.ts bundle.ndjson --checkpoints checkpoints.ndjson --key sha256:…, with Node 24, offline.',
      ],
    ];
  }
  return [
    ['Bundle', `${bundle.name}, ${bundle.where}`],
    ['Its SHA-256', bundle.sha256],
    [
      'Verify',
      `node storage/proof/verify.ts ${bundle.name} --checkpoints checkpoints.ndjson --key sha256:…, with Node 24, offline; how: docs/proof.md.`,
    ],
  ];
}
