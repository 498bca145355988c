import { describe, expect, it } from 'vitest';
import { controls, controlsOf, servedByLog } from '#bot/report/controls.ts';
import { catalog } from '#providers/catalog.ts';

describe('the controls an auditor tests against', () => {
  it.each(catalog.map(({ id }) => id))('%s serves at least one that exists', (id) => {
    expect(controlsOf(id).length).toBeGreaterThan(0);
    for (const control of controlsOf(id)) expect(controls).toHaveProperty([control]);
  });

  it('are each served by an action or by the log itself, and have a title and a source', () => {
    const served = new Set([...catalog.flatMap(({ id }) => controlsOf(id)), ...servedByLog]);

    expect([...served].toSorted()).toEqual(Object.keys(controls).toSorted());
    for (const { title, source, framework } of Object.values(controls)) {
      expect([title, source, framework].every((words) => words.trim() !== '')).toBe(true);
    }
  });

  it('are none for an action that this version does not know, whatever it is called', () => {
    for (const id of ['', 'entra.other', '__proto__', 'constructor']) expect(controlsOf(id)).toEqual([]);
  });
});
