import { leavers, personaFacts, personas } from './personas.ts';
import type { Playground } from './playground.ts';

export interface Running {
  /** Origin of the bot: `http://127.0.0.1:3978`. */
  readonly bot: string;
  /** Origin of the make-believe cloud. */
  readonly cloud: string;
  readonly windows: readonly Playground[];
}

/** What a person reads who has just started the sandbox. */
export function welcome({ bot, cloud, windows }: Running, data: string): string {
  const rows = windows.map(({ persona, url }) => [persona.person.name, persona.role, url] as const);
  const opening =
    windows.length === 0
      ? ['No Teams windows. Any local Bot Framework client may speak to the bot.']
      : ['Open each address in a window of its own:', '', ...table(rows), ...whatToTry(windows)];
  return [
    '',
    'Contoso is open. Nothing here is real, nothing leaves this machine.',
    '',
    ...opening,
    '',
    `  History  ${bot}/history (choose who you are)`,
    `  Bot      ${bot}/api/messages`,
    `  Cloud    ${cloud}/_sandbox/state`,
    `  Data     ${data} (company, log, bot.log; --reset empties it)`,
    '',
    'Ctrl-C stops everything.',
    '',
  ].join('\n');
}

function whatToTry(windows: readonly Playground[]): readonly string[] {
  const operator = windows.find(({ persona }) => persona.role === 'operator');
  if (!operator) return [];
  return ['', `Then, as ${operator.persona.person.name}, type: /offboard jdoe`];
}

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd(),
  );
}

/** The line that programs wait for: `ready {json}`. */
export function readyLine({ bot, cloud }: Running): string {
  const facts = {
    bot,
    cloud,
    personas: personas.map(personaFacts),
    leavers: leavers.map(({ name, id, upn, directory, note }) => ({
      name,
      aadObjectId: id,
      upn,
      accountName: directory?.accountName ?? null,
      note: note ?? null,
    })),
  };
  return `ready ${JSON.stringify(facts)}`;
}
