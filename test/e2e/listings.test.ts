import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Context } from '#providers/action.ts';
import { catalog } from '#providers/catalog.ts';
import { permissionsOf } from '#providers/permissions.ts';
import { ProviderError } from '#providers/provider-error.ts';
import { listTroubles } from '#providers/sandbox/list-trouble.ts';
import { cmdletIn } from '#providers/sandbox/exchange-cmdlet.ts';
import type { RecordedRequest } from '#providers/sandbox/request-log.ts';
import { findLeaver } from '#bot/workflow/acts/find-leaver.ts';
import { readProtection } from '#bot/workflow/approve/read-protection.ts';
import type { World } from '#bot/workflow/world.ts';
import { sandboxWorld } from '#test/set-up/case-world.ts';
import { leaverOf, type Sandbox, startSandbox } from '#test/set-up/sandbox-world.ts';

/** Everything the product reads about a person, by who reads it. */
type Reader = (world: World) => Promise<unknown>;

const leaver = leaverOf('jdoe');

const readers: Readonly<Record<string, Reader>> = {
  'finding the person': (world) => findLeaver(world, 'jdoe'),
  'finding one of two people of one name': (world) => findLeaver(world, 'Chris Green'),
  'whom nobody may touch': ({ systems }) => readProtection(systems, leaver),
  'whom nobody may touch, an administrator': ({ systems }) =>
    readProtection(systems, leaverOf('lynne.robbins')),
  ...Object.fromEntries(
    catalog.map((action): [string, Reader] => [
      action.id,
      ({ systems }) => action.inspect(contextOf(systems)),
    ]),
  ),
};

function contextOf(systems: Context['systems']): Context {
  const choices = { mailbox: 'both', successor: leaver.manager } as const;
  return { leaver, choices, openedAt: new Date().toISOString(), systems };
}

let sandbox: Sandbox;
let world: World;

/** One of its own for each reader: a call that the reader before left on its way is in no list of this one. */
beforeEach(async () => {
  sandbox = await startSandbox();
  world = { ...(await sandboxWorld(sandbox)), systems: sandbox.systems(permissionsOf(catalog)) };
});
afterEach(() => sandbox.stop());

interface List {
  readonly system: string;
  /** Of its calls. */
  readonly pattern: string;
}

/** The lists that a reader asks for, one of each kind. */
async function listsOf(read: Reader): Promise<readonly List[]> {
  await sandbox.control('reset');
  await read(world);
  const requests = (await sandbox.control('requests')) as readonly RecordedRequest[];
  const lists = requests.filter(({ rows, path }) => rows !== undefined && !path.startsWith('/_directory'));
  const reads = lists.filter(({ method, body }) => method === 'GET' || cmdletIn(body).startsWith('Get-'));
  return [...new Map(reads.map((request) => [kindOf(request), listOf(request)])).values()];
}

function kindOf({ path, body }: RecordedRequest): string {
  return `${bare(path).replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/gi, '…')} ${cmdletIn(body)}`;
}

function listOf({ method, path, body, system }: RecordedRequest): List {
  const cmdlet = cmdletIn(body);
  const end = cmdlet === '' ? '' : ` ${cmdlet}`;
  return { system, pattern: `^${method} ${RegExp.escape(bare(path))}([?].*)?${end}$` };
}

function bare(path: string): string {
  return path.replace(/[?].*$/, '');
}

async function troubledRead(read: Reader, match: string, lists: string): Promise<unknown> {
  await sandbox.control('faults', { lists, match });
  try {
    return await read(world);
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    return 'not read';
  } finally {
    await sandbox.control('faults', {});
  }
}

/** SharePoint's lists of administrators have one page; a second one is not understood, and nothing is taken for all. */
const onePageOnly = /siteusers/;
/** Its hundreds of pages are turned once a system. */
const turned = new Set<string>();

it.each(Object.entries(readers))(
  '%s: a page that fails, is empty or leads in a circle is never taken for the end of a list',
  { timeout: 120_000 },
  async (_name, read) => {
    const lists = await listsOf(read);
    const whole = await read(world);
    for (const { system, pattern: match } of lists) {
      const empty = onePageOnly.test(match) ? 'not read' : whole;
      expect(await troubledRead(read, match, 'empty-page'), match).toEqual(empty);
      expect(await troubledRead(read, match, 'failing-page'), match).toBe('not read');
      expect(await troubledRead(read, match, 'repeating-link'), match).toBe('not read');
      if (turned.has(system)) continue;
      turned.add(system);
      expect(await troubledRead(read, match, 'endless'), match).toBe('not read');
    }
  },
);

it('no kind of trouble with lists is left out', () => {
  expect([...listTroubles].toSorted()).toEqual(['empty-page', 'endless', 'failing-page', 'repeating-link']);
  expect([...turned].toSorted()).toEqual(['azure', 'exchange', 'graph', 'sharepoint']);
});
