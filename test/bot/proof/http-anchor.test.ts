import { afterEach, beforeEach, expect, it } from 'vitest';
import type { SignedSoFar } from '#bot/proof/anchor.ts';
import { AnchorRefused, httpAnchor } from '#bot/proof/http-anchor.ts';
import type { SignedCheckpoint } from '#storage/proof/checkpoint.ts';
import { freePort } from '#test/set-up/free-port.ts';
import { memoryCache } from './memory-cache.ts';
import { writeOnceStore, type WriteOnceStore } from './write-once-store.ts';

let place: WriteOnceStore;

beforeEach(async () => {
  place = await writeOnceStore();
});
afterEach(() => place.close());

/** So many checkpoints, by whoever signs with this word. */
function signed(newest: number, word = 'ours'): SignedSoFar {
  const read = async (n: number): Promise<SignedCheckpoint | null> =>
    n > newest ? null : { raw: `{"n":${n}}`, signatures: [{ key: word, signature: word }] };
  return { newest, read };
}

const anchor = (cache = memoryCache(), url = place.url) => httpAnchor({ url, cache, deadlineMs: 5000 });
const names = () => [...place.files.keys()].map((path) => path.split('/').at(-1));

it('every checkpoint is written outside once, in order, and what is new follows', async () => {
  const outside = anchor();
  await outside.bring(signed(2));
  await outside.bring(signed(2));
  await outside.bring(signed(3));

  expect(names()).toEqual(['000000001.json', '000000002.json', '000000003.json']);
  expect(place.requests).toHaveLength(3);
  expect(place.requests[0]).toBe('PUT /audit/checkpoints/000000001.json?sig=secret');
  expect([...place.files.values()].join('').trim().split('\n')).toHaveLength(3);
});

it('when it is forgotten how far that came, what is there already is compared and counts', async () => {
  await anchor().bring(signed(2));
  await anchor().bring(signed(3));

  expect(names()).toHaveLength(3);
});

it('another checkpoint under the same number outside is an alarm, and nothing is written over it', async () => {
  await anchor().bring(signed(2, 'theirs'));
  const ours = anchor().bring(signed(2, 'ours'));

  await expect(ours).rejects.toThrow(AnchorRefused);
  await expect(ours).rejects.toThrow('another one is kept there under this number');
  expect(place.files.get('/audit/checkpoints/000000001.json')).toContain('theirs');
});

it.each([401, 403, 404, 429, 500, 503])(
  'a place that answers %i has kept nothing: it is tried again',
  async (status) => {
    const outside = anchor();
    place.failing = status;
    await expect(outside.bring(signed(1))).rejects.toThrow(
      `checkpoint 1 was not kept outside: HTTP ${status}`,
    );
    place.failing = null;
    await outside.bring(signed(1));

    expect(names()).toEqual(['000000001.json']);
  },
);

it('a conflict at a place that cannot be read is no proof that it was kept', async () => {
  place.failing = 409;

  await expect(anchor().bring(signed(1))).rejects.toThrow('it is there and cannot be read, HTTP 409');
});

it('a place that is not there, or sends the bot elsewhere, is told without its address, which may hold a secret', async () => {
  const gone = anchor(memoryCache(), `http://127.0.0.1:${await freePort()}/?sig=secret`).bring(signed(1));
  await expect(gone).rejects.toThrow(/^checkpoint 1 was not kept outside: no answer, ECONNREFUSED$/);

  place.failing = 302;
  await expect(anchor().bring(signed(1))).rejects.toThrow(/^checkpoint 1 was not kept outside: HTTP 302$/);
});

it('after a long absence a round brings a hundred, so that signing does not wait', async () => {
  const outside = anchor();
  await outside.bring(signed(250));
  expect(names()).toHaveLength(100);
  await outside.bring(signed(250));
  await outside.bring(signed(250));

  expect(names()).toHaveLength(250);
});
