import { describe, expect, it } from 'vitest';
import { ProviderError } from '#providers/provider-error.ts';
import { LogDamaged, StoreDown } from '#storage/log-store.ts';
import { HoldLost } from '#bot/workflow/hold/hold.ts';
import { toLoggedError } from '#bot/workflow/run/logged-error.ts';
import { fromSystem, SystemFault } from '#bot/workflow/run/system-fault.ts';

const action = { id: 'entra.block-sign-in', system: 'entra' };
const said = { system: 'exchange', operation: 'GET /users', code: 'Denied', message: 'no' } as const;

function thrown(error: Error): never {
  throw error;
}

describe('what the log keeps of a failure', () => {
  it('is what the system said, with its status and the request for its support', () => {
    expect(toLoggedError(new ProviderError({ ...said, status: 403, requestId: 'r' }), action)).toEqual({
      ...said,
      status: 403,
      requestId: 'r',
    });
    expect(toLoggedError(new ProviderError({ ...said, passing: true }), action)).toEqual(said);
  });

  it.each([
    ['an error', new TypeError('x is not a function')],
    ['something thrown', 'x is not a function'],
  ])('says of %s that it is a fault of ours', (_, error) => {
    expect(toLoggedError(error, action)).toEqual({
      system: 'entra',
      operation: 'entra.block-sign-in',
      code: 'internal',
      message: 'x is not a function',
    });
  });

  it('is the beginning of what somebody says at length', () => {
    const kept = (length: number) =>
      toLoggedError(new ProviderError({ ...said, message: 'x'.repeat(length) }), action).message;

    expect(kept(500)).toBe('x'.repeat(500));
    expect(kept(501)).toBe(`${'x'.repeat(499)}…`);
    expect(toLoggedError('x'.repeat(501), action).message).toHaveLength(500);
  });
});

describe('a failure while a system is asked', () => {
  it('is the system’s, and says what it was', async () => {
    const cause = new Error('no answer');
    const failed = await fromSystem(() => Promise.reject(cause)).catch((error: unknown) => error);

    expect(failed).toBeInstanceOf(SystemFault);
    expect(failed).toMatchObject({ name: 'SystemFault', message: 'the system failed', cause });
  });

  it.each([new StoreDown('full'), new LogDamaged('OFF-1#000001', 'x'), new HoldLost('taken')])(
    'stops the work when it is our own: $name',
    async (error) => {
      await expect(fromSystem(() => thrown(error))).rejects.toBe(error);
    },
  );

  it('is none when there is an answer', async () => {
    expect(await fromSystem(() => 'answer')).toBe('answer');
  });
});
