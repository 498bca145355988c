import { describe, expect, it } from 'vitest';
import type { AnyAction } from '#providers/action.ts';
import { catalog } from '#providers/catalog.ts';
import { beforeLicencesGo } from '#providers/entra/licence-products.ts';
import type { ChangeStatus } from '#bot/workflow/case/case-state.ts';
import type { PlannedChange } from '#bot/workflow/case/events.ts';
import type { Located } from '#bot/workflow/case/steps.ts';
import { readyToUndo } from '#bot/workflow/undo/undo-order.ts';

type Made = Located & { readonly change: { status: ChangeStatus } };

function made({ id, title, system, step }: AnyAction, name: string, after: readonly string[]): Made {
  const change: PlannedChange = {
    kind: 'change',
    key: name,
    what: name,
    from: null,
    to: null,
    after: [...after],
  };
  const state = { ref: `${id}/${name}`, change, status: 'verified' as ChangeStatus, attempts: 1 };
  const action = { action: id, title, system, changes: [state], skipped: [] };
  return {
    step: { step, hash: '', actions: [action], approval: { status: 'approved' } },
    action,
    change: state,
  };
}

/** A whole case: of every action a change that waits for nothing, and of groups those that wait as well. */
function wholeCase(): readonly Made[] {
  return catalog.flatMap((action) => {
    if (!action.id.endsWith('.remove-from-groups')) return [made(action, 'plain', [])];
    return [
      made(action, 'plain', []),
      made(action, 'licensed', beforeLicencesGo),
      made(action, 'owned', ['entra.hand-over-group-ownership', ...beforeLicencesGo]),
    ];
  });
}

/** Undoes one after another, as long as anything may be undone; refs in that order. */
function undoAll(all: readonly Made[], chosen: readonly Made[]): string[] {
  const order: string[] = [];
  for (;;) {
    const [next] = readyToUndo({ chosen, all, catalog });
    const found = all.find(({ change }) => change.ref === next?.change.ref);
    if (!found) return order;
    found.change.status = 'undone';
    order.push(found.change.ref);
  }
}

function only(all: readonly Made[], ...refs: readonly string[]): readonly Made[] {
  return all.filter(({ change }) => refs.includes(change.ref));
}

const mailbox = 'exchange.convert-to-shared/plain';
const licences = ['entra.remove-licences/plain', 'entra.remove-from-groups/licensed'];
const directory = 'ad.remove-from-groups/licensed';

describe('the order of undoing', () => {
  it.each(['as listed', 'in reverse'])('never waits in a circle (%s)', (how) => {
    const all = wholeCase();
    const chosen = how === 'as listed' ? all : all.toReversed();

    expect(undoAll(all, chosen)).toHaveLength(all.length);
  });

  it('puts everything that gives a licence back before the mailbox', () => {
    const all = wholeCase();
    const order = undoAll(all, all);

    for (const ref of [...licences, directory])
      expect(order.indexOf(ref), ref).toBeLessThan(order.indexOf(mailbox));
  });

  it('lets the mailbox wait for a licence that nobody asks to put back, whatever gives it', () => {
    for (const staying of [...licences, directory]) {
      const all = wholeCase();
      for (const { change } of all) if (change.ref !== staying) change.status = 'undone';
      const [asked] = only(all, mailbox);
      asked!.change.status = 'verified';

      expect(undoAll(all, [asked!]), staying).toEqual([]);
    }
  });

  it('does not let the mailbox wait for groups that give no licence', () => {
    const all = wholeCase().filter(({ change }) => !/licensed|owned|remove-licences/.test(change.ref));

    expect(undoAll(all, only(all, mailbox))).toEqual([mailbox]);
  });

  it('puts a group back before its ownership', () => {
    const all = wholeCase();
    const order = undoAll(all, all);

    expect(order.indexOf('entra.remove-from-groups/owned')).toBeLessThan(
      order.indexOf('entra.hand-over-group-ownership/plain'),
    );
  });
});
