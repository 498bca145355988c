import { createAdapter } from '#bot/teams/adapter.ts';
import { createApp } from '#bot/teams/app.ts';
import type { Edge } from '#bot/teams/edge.ts';
import type { InvokeBody } from '#bot/teams/invoke-body.ts';
import { createServer } from '#bot/teams/server.ts';
import { systemClock } from '#bot/system-clock.ts';
import { contoso } from '#providers/sandbox/people.ts';
import { type Deliver, roles } from './front-desk.ts';

/** The HTTP server, the SDK's adapter and the library's routes in front of whatever edge is open at the moment. */
export interface HttpDoor {
  readonly deliver: Deliver;
  /** What the bot's keepers read about those who did not come in. */
  readonly lines: string[];
  /** The answer to any body at all. */
  post(edge: Edge, body: string): Promise<Response>;
  close(): Promise<void>;
}

export async function httpDoor(): Promise<HttpDoor> {
  const lines: string[] = [];
  const note = (facts: object, text: string): void => void lines.push(`${text} ${JSON.stringify(facts)}`);
  const log = { debug: note, info: note, warn: note, error: note };
  let current: Edge | null = null;
  const open = (): Edge => {
    if (!current) throw new Error('no edge is open');
    return current;
  };
  const edge: Edge = {
    message: (activity) => open().message(activity),
    click: (activity) => open().click(activity),
    installed: (activity) => open().installed(activity),
    consent: (activity) => open().consent(activity),
  };
  const { tenantId: tenant } = contoso;
  const adapter = createAdapter(
    { identity: null, tenant, roles, teamsAppId: 'x', sandbox: { people: [] } },
    log,
  );
  const takeTurn = createApp({ adapter, edge, tenant, log });
  const ready = async (): Promise<void> => {};
  const server = createServer({ adapter, takeTurn, sandbox: true, ready, clock: systemClock, log });
  const origin = await server.listen(0, '127.0.0.1');

  async function post(behind: Edge, body: string): Promise<Response> {
    current = behind;
    const headers = { 'content-type': 'application/json' };
    return fetch(`${origin}/api/messages`, { method: 'POST', headers, body });
  }

  return {
    lines,
    post,
    async deliver(behind, activity) {
      const answer = await post(behind, JSON.stringify(activity));
      if (answer.status !== 200) throw new Error(`answered with ${answer.status}: ${await answer.text()}`);
      const text = await answer.text();
      return text === '' ? null : (JSON.parse(text) as InvokeBody);
    },
    close: () => server.close(),
  };
}
