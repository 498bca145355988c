import type { CaseState } from '#bot/workflow/case/case-state.ts';
import { plain } from './plain-text.ts';

/** Whom a case is about, for the head of its cards. */
export function leaverLine(state: CaseState): { who: string; about: string; caseId: string } {
  const { name, upn, directory, manager } = state.leaver;
  const about = [
    plain(upn, 80),
    directory ? `AD account ${plain(directory.accountName, 40)}` : 'no AD account',
    manager ? `manager ${plain(manager.name, 60)}` : 'no manager known',
  ];
  return { who: plain(name, 80), about: about.join(' · '), caseId: plain(state.caseId, 20) };
}

/** The leaver's name as a button title bears it. */
export function shortName(state: CaseState): string {
  return plain(state.leaver.name, 40);
}
