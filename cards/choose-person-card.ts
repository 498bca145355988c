import { template, type View } from './bind.ts';
import type { Card } from './card.ts';
import layout from './choose-person.json' with { type: 'json' };
import { plain } from './plain-text.ts';
import { counted } from './words.ts';

const draw = template(layout);

/** Somebody a query fits, with what tells them apart from namesakes. Without `manager` the card says nothing of one. */
export interface Candidate {
  readonly id: string;
  readonly name: string;
  readonly upn: string;
  readonly title?: string;
  readonly department?: string;
  readonly accountName?: string;
  readonly manager?: string;
}

export interface Choice {
  readonly query: string;
  readonly candidates: readonly Candidate[];
  readonly dryRun: boolean;
}

const mostPeople = 5;

/** Asks which of several people is meant: a button each, the first five. */
export function choosePersonCard(choice: Choice): Card {
  const { query, candidates, dryRun } = choice;
  const shown = candidates.slice(0, mostPeople);
  const left = candidates.length - shown.length;
  return draw({
    found: `${counted(candidates.length, 'person', 'people')} found for “${plain(query, 60)}”`,
    people: shown.map((candidate) => personView(candidate, query, dryRun)),
    more: left > 0 ? `and ${left} more: type the sign-in name instead` : '',
  });
}

function personView(candidate: Candidate, query: string, dryRun: boolean): View {
  const { id, name, upn, title, department, accountName, manager } = candidate;
  const work = [title, department]
    .filter((word) => word !== undefined && word !== '')
    .map((word) => plain(word ?? '', 80));
  const facts = [
    ...(work.length > 0 ? [work.join(', ')] : []),
    accountName ? `AD account ${plain(accountName, 40)}` : 'no AD account',
    ...(manager ? [`manager ${plain(manager, 60)}`] : []),
  ];
  return {
    name: plain(name, 80),
    facts: `${plain(upn, 100)}\n${facts.join(' · ')}`,
    button: `${dryRun ? 'Dry run' : 'Offboard'}: ${plain(upn, 60)}`,
    data: { query: plain(query, 300), leaverId: plain(id, 40), dryRun },
  };
}
