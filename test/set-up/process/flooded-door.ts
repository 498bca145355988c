import { click, connectorClaims, doorStage } from '#test/set-up/door-stage.ts';

/**
 * A door that is sent bad requests, round after round, in a process of its own whose memory is nobody else's. Argument:
 * requests in a round, rounds. Says on standard output how many bytes are in use after each round, what was answered, and how
 * many lines the log grew by.
 */
const [size = 0, rounds = 0] = process.argv.slice(2).map(Number);
const door = await doorStage();
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const answered: Record<number, number> = {};

/** Each says something else than the one before, so that whatever is kept of it is kept again. */
const kinds: readonly ((nth: number) => Promise<Response>)[] = [
  (nth) => door.post({ ...click, id: `none-${nth}` }),
  (nth) =>
    door.post(
      click,
      bearer(door.issuer.token({ ...connectorClaims, aud: `bot-${nth}` }, { key: 'foreign' })),
    ),
  (nth) =>
    door.post(click, bearer(door.issuer.token({ ...connectorClaims, iss: `https://evil.example/${nth}` }))),
  (nth) => door.post(click, bearer(door.issuer.token(connectorClaims, { head: { kid: `key-${nth}` } }))),
  (nth) =>
    door.post(click, bearer(door.issuer.token({ iss: `https://sts.windows.net/${nth}/`, tid: `${nth}` }))),
  (nth) => door.asTeams({ ...click, id: `foreign-${nth}`, channelData: { tenant: { id: `tenant-${nth}` } } }),
  (nth) => door.post(`{"type": "broken ${nth}"`),
  (nth) => door.post('x'.repeat(300_000 + nth)),
  (nth) => door.post({ type: 'x', padding: `${nth}`.repeat(20_000) }),
  (nth) => fetch(`${door.origin}/no/such/${nth}`, { method: 'POST', body: 'x' }),
];

for (let round = 0; round < rounds; round += 1) {
  for (let nth = 0; nth < size; nth += kinds.length) {
    const answers = await Promise.all(kinds.map((send, kind) => send(round * size + nth + kind)));
    for (const answer of answers) {
      await answer.arrayBuffer();
      answered[answer.status] = (answered[answer.status] ?? 0) + 1;
    }
  }
  const lines = door.lines.splice(0).length;
  globalThis.gc?.();
  process.stdout.write(`${JSON.stringify({ used: process.memoryUsage().heapUsed, answered, lines })}\n`);
}
await door.close();
