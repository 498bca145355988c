import type { Sentence } from './sentence.ts';

/** The sentences about what is kept and what is erased. */
export const erasureSentences = {
  'being-erased': {
    title: 'This case is erased',
    text: (fact) =>
      `What the log knew of the person of ${fact('case', 'this case')} is erased, or about to be. Such a case can neither be undone nor go on.`,
    next: 'What may still be known: /history and the case.',
  },
  'cannot-be-erased': {
    title: 'This cannot be erased',
    text: (fact) =>
      `${fact('case', 'This case')} was begun before leavers had keys, so its entries stand in the log in the clear.`,
    next: 'They cannot be taken out without breaking the log’s proof.',
  },
  'kept-by-hold': {
    title: 'A legal hold forbids it',
    text: (fact) =>
      `${fact('who', 'Somebody')} placed a legal hold on ${fact('case', 'this case')} on ${fact('what', 'an earlier day')}. Nothing of this person is erased while it is in force.`,
    next: 'Whoever may end it types /release, the case and why.',
  },
  'kept-by-retention': {
    title: 'Too early to erase',
    text: (fact) => `The cases of this person are kept until ${fact('limit', 'the end of their retention')}.`,
    next: 'The time is set by RETENTION_YEARS. /erase lists what is due.',
  },
  'names-the-person': {
    title: 'The reason names the person',
    text: () => 'The reason of an erasure stays readable, so it must not say whom it is about.',
    next: 'Name the legal basis only, for example: request under GDPR Article 17.',
  },
  'no-legal-hold': {
    title: 'No legal hold',
    text: (fact) => `There is no legal hold on ${fact('case', 'this case')}.`,
    next: 'Nothing was changed.',
  },
} as const satisfies Record<string, Sentence>;
