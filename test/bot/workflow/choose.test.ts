import { beforeEach, describe, expect, it } from 'vitest';
import { catalog } from '#providers/catalog.ts';
import { lossOf } from '#providers/entra/licence-products.ts';
import { chooseForCase } from '#bot/workflow/acts/choose.ts';
import type { CaseState } from '#bot/workflow/case/case-state.ts';
import { cupboard, removeThings } from '#test/set-up/cupboard.ts';
import {
  alex,
  caseId,
  current,
  goOn,
  megan,
  opened,
  smallWorld,
  type SmallWorld,
} from '#test/set-up/small-world.ts';

let world: SmallWorld;

beforeEach(async () => {
  const box = cupboard({ name: 'a', group: 'doors', value: 'open' });
  const known = catalog.filter(({ id }) => id.startsWith('exchange.')).map(({ id }) => id);
  world = await smallWorld([
    removeThings(box, { id: 'test.doors', group: 'doors' }),
    ...known.map((id) => removeThings(box, { id, group: id, step: 'mailbox', system: 'exchange' })),
  ]);
  await opened(world);
  await goOn(world);
});

async function chosen(mailbox: 'convert' | 'forward' | 'both', off: string[]): Promise<CaseState> {
  const { revision } = await current(world);
  const answer = await chooseForCase(world, { by: alex, caseId, revision, mailbox, successor: '', off });
  if (!answer.ok) throw new Error(answer.refusal.code);
  return answer.value;
}

const mailboxLicence = [{ skuId: 's', product: 'E3', mailbox: true, oneDrive: true }];

describe('choosing', () => {
  it.each([
    ['the step is left out', ['mailbox']],
    ['the conversion is left out', ['exchange.convert-to-shared']],
  ])('warns that the mailbox is lost with its licence when %s', async (_how, off) => {
    const { choices } = await chosen('both', off);

    expect(lossOf(mailboxLicence, choices).destroys).toMatch(/deleted after 30 days/);
  });

  it('says nothing of the kind when the mailbox is converted', async () => {
    const { choices } = await chosen('both', ['exchange.forward-mail']);

    expect(lossOf(mailboxLicence, choices)).toEqual({});
  });

  it('does not forward mail because only the conversion was chosen and then left out', async () => {
    const { off } = await chosen('convert', ['exchange.convert-to-shared']);

    expect(off).toContain('exchange.forward-mail');
  });

  it('looks nobody up for somebody who may not choose', async () => {
    const choice = { caseId, revision: 1, mailbox: 'both', successor: 'alexw', off: [] } as const;

    expect(await chooseForCase(world, { ...choice, by: megan })).toMatchObject({
      ok: false,
      refusal: { code: 'no-role' },
    });
  });
});
