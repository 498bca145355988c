import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createExchange } from '#providers/exchange/exchange-client.ts';
import type { Answer, SendRequest } from '#providers/http.ts';
import { ProviderError } from '#providers/provider-error.ts';
import { failure } from '../http-stage.ts';

const tenantId = '5a7b0c1d-1111-4c0a-9e00-00000000c0a0';
const address = `https://exchange.test/adminapi/beta/${tenantId}/InvokeCommand`;
const row = z.object({ Name: z.string() });

/** An Exchange that gives these answers one after the other. */
function answering(...bodies: readonly (object | Error | undefined)[]) {
  const sent: SendRequest[] = [];
  const send = async (request: SendRequest): Promise<Answer> => {
    const body = bodies[sent.push(request) - 1];
    if (body instanceof Error) throw body;
    return { status: 200, headers: new Headers(), body };
  };
  return { sent, exchange: createExchange({ baseUrl: 'https://exchange.test', send, tenantId }) };
}

function refused(message: string, status = 400): ProviderError {
  const absent = status === 404;
  return new ProviderError({
    system: 'exchange',
    operation: 'x',
    code: 'BadRequest',
    message,
    status,
    absent,
  });
}

const list = (...bodies: readonly (object | Error | undefined)[]) =>
  answering(...bodies).exchange.read('Get-DistributionGroup', {}, row, null);

describe('reading from Exchange', () => {
  it('goes on to the last page by the same request', async () => {
    const next = `${address}?$skiptoken=2`;
    const first = { value: [{ Name: 'one' }], '@odata.nextLink': next };
    const { exchange, sent } = answering(
      first,
      { value: [], '@odata.nextLink': `${next}4` },
      { value: [{ Name: 'two' }] },
    );
    const rows = await exchange.read('Get-DistributionGroup', { Filter: 'x' }, row, null);
    expect(rows).toEqual([{ Name: 'one' }, { Name: 'two' }]);
    expect(sent.map((one) => one.url)).toEqual([address, next, `${next}4`]);
    expect(new Set(sent.map((one) => JSON.stringify(one.body))).size).toBe(1);
  });

  it('takes neither a page that leads back nor one at another address', async () => {
    const back = { value: [], '@odata.nextLink': address };
    expect((await failure(list(back))).failure.code).toBe('unreadable');
    const away = { value: [], '@odata.nextLink': 'https://elsewhere.test/' };
    expect((await failure(list(away))).failure.message).toMatch(/another address/);
  });

  it('does not take a list that was cut off for the whole', async () => {
    const warning = 'There are more results available than are currently displayed.';
    const error = await failure(list({ value: [{ Name: 'one' }], '@adminapi.warnings': [warning] }));
    expect(error.failure.message).toBe('Exchange did not list everything');
  });

  it('does not guess at rows it does not understand', async () => {
    expect((await failure(list({ value: [{ name: 1 }] }))).failure.code).toBe('unreadable');
  });

  it('does not take an answer without a list for an empty list', async () => {
    expect((await failure(list({}))).failure.message).toBe('the answer holds no list');
    expect((await failure(list(undefined))).failure.message).toBe('the answer holds no list');
    expect(await list({ value: null })).toEqual([]);
  });

  it('tells what the cmdlet said, not that the request was bad', async () => {
    const { failure: facts } = await failure(list(refused('Ex1|System.OutOfMemoryException|no')));
    expect(facts).toMatchObject({ code: 'OutOfMemory', message: 'no' });
  });

  it('never leaves it open whether a question had an effect', async () => {
    const lost = {
      system: 'exchange',
      operation: 'x',
      code: 'timeout',
      message: 'lost',
      uncertain: true,
    } as const;
    expect((await failure(list(new ProviderError(lost)))).failure.uncertain).toBeUndefined();
    const changing = answering(new ProviderError(lost)).exchange.run('Set-Mailbox', {}, null);
    expect((await failure(changing)).failure.uncertain).toBe(true);
  });
});

describe('what Exchange says of a thing that is not there', () => {
  it('is believed when the cmdlet says so', async () => {
    const words =
      "Ex6F9304|Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException|couldn't be found";
    const { failure: facts } = await failure(list(refused(words)));
    expect(facts).toMatchObject({
      absent: true,
      code: 'ManagementObjectNotFound',
      message: "couldn't be found",
    });
  });

  it('is not believed of a 404 that may come from a wrong address', async () => {
    const { failure: facts } = await failure(list(refused('No HTTP resource was found', 404)));
    expect(facts.absent).toBeUndefined();
  });
});

describe('changing something in Exchange', () => {
  it('sends one call at a time about one mailbox, at that mailbox', async () => {
    const { exchange, sent } = answering({ value: [] });
    await exchange.run('Set-Mailbox', { Type: 'Shared' }, 'JDoe@contoso.com');
    expect(sent[0]).toMatchObject({
      queue: 'jdoe@contoso.com',
      idempotent: true,
      headers: { 'x-anchormailbox': 'JDoe@contoso.com' },
      body: { CmdletInput: { CmdletName: 'Set-Mailbox', Parameters: { Type: 'Shared' } } },
    });
  });

  it('sends what concerns the whole organisation to its system mailbox', async () => {
    const { exchange, sent } = answering({ value: [] });
    await exchange.run('Remove-DistributionGroupMember', {}, null);
    expect(sent[0]?.headers?.['x-anchormailbox']).toMatch(/^APP:SystemMailbox\{.+\}@5a7b0c1d/);
    expect(sent[0]?.queue).toBeUndefined();
  });

  it('does not send what makes something new twice', async () => {
    const { exchange, sent } = answering({ value: [] });
    await exchange.run('New-DistributionGroup', {}, null);
    expect(sent[0]?.idempotent).toBe(false);
  });

  it('hands on the warnings, in which Exchange says that it is so already', async () => {
    const { exchange } = answering({ value: null, '@adminapi.warnings': ['no settings have been modified'] });
    expect(await exchange.run('Set-Mailbox', {}, null)).toEqual(['no settings have been modified']);
    expect(await answering(undefined).exchange.run('Set-Mailbox', {}, null)).toEqual([]);
  });
});
