import type { RefusalCode } from '#bot/policy/refusal.ts';
import { erasureSentences } from './erasure-sentences.ts';
import { reportSentences } from './report-sentences.ts';
import { atMost, quoted, type Sentence, stepsToType } from './sentence.ts';
import { undoRefusals } from './undo-refusals.ts';

/** The sentence for every refusal. */
export const sentences: Readonly<Record<RefusalCode, Sentence>> = {
  'empty-query': {
    title: 'Who is leaving?',
    text: () => 'The command needs a person.',
    next: 'For example: /offboard jdoe',
  },
  'too-long': {
    title: 'That is too long',
    text: (fact) => `I read at most ${fact('limit', '300')} characters.`,
    next: 'Type the sign-in name, the account name or the full name only.',
  },
  'not-found': {
    title: 'Nobody found',
    text: (fact) => `Nobody in the company fits ${quoted(fact, 'query', 'that')}.`,
    next: 'Check the spelling, or use the sign-in name or the AD account name.',
  },
  ambiguous: {
    title: 'Several people fit',
    text: (fact) => `${quoted(fact, 'query', 'That')} fits ${fact('count', 'several')} people.`,
    next: 'Use the sign-in name: it is unique.',
  },
  'not-in-entra': {
    title: 'Not in Entra ID',
    text: (fact) => `${fact('who', 'This person')} has an account in Active Directory but none in Entra ID.`,
    next: 'If the account was just made, wait for the next synchronisation; else disable it in Active Directory.',
  },
  mismatch: {
    title: 'Two accounts that do not belong together',
    text: (fact) =>
      `The accounts found for ${fact('who', fact('query', 'this person'))} in Active Directory and Entra ID are not the same person’s. ${fact('why', '')}`,
    next: 'Use the sign-in name, and have the directory link checked before you try again.',
  },
  oneself: {
    title: 'You cannot offboard yourself',
    text: () => 'Nobody may remove their own access with this bot.',
    next: 'Another operator has to open this case.',
  },
  protected: {
    title: 'This account is protected',
    text: (fact) => `I do not touch ${fact('who', 'this account')}. ${fact('why', '')}`,
    next: 'Take the special rights away first, with your usual procedure, then try again.',
  },
  'already-open': {
    title: 'There is already a case',
    text: (fact) => `${fact('case', 'A case')} for ${fact('who', 'this person')} is still open.`,
    next: 'See it with /status, or stop it with /cancel.',
  },
  'too-many-cases': {
    title: 'Too many cases in one hour',
    text: (fact) => `Within an hour you may open ${atMost(fact('limit', ''))}, and you have.`,
    next: 'Wait a little, or ask another operator.',
  },
  'no-role': {
    title: 'This is for operators and auditors',
    text: (fact) => `${fact('who', 'You')} has no role in this bot.`,
    next: 'Ask your IT department to add you to the operators’ or auditors’ group.',
  },
  'not-operator': {
    title: 'This is for operators',
    text: () => 'Only operators may start, change, undo or cancel a case.',
    next: 'Ask an operator, or your IT department to make you one.',
  },
  'not-approver': {
    title: 'This is not yours to confirm',
    text: (fact) =>
      `The answer to ${fact('step', 'this step')} of ${fact('case', 'this case')} is up to ${fact('approver', 'somebody else')}.`,
    next: 'Nothing was changed. You need not do anything.',
  },
  'own-case': {
    title: 'This is about you',
    text: () => 'Nobody may steer, answer or look up the offboarding of their own account.',
    next: 'Another operator has to go on with it.',
  },
  'second-person-needed': {
    title: 'A second person is needed',
    text: (fact) =>
      `You opened ${fact('case', 'this case')} or settled its plan, so somebody else has to confirm ${fact('step', 'this step')}.`,
    next: 'Ask another operator: the request stands open.',
  },
  'approver-disabled': {
    title: 'This account is disabled',
    text: (fact) => `The account of ${fact('who', 'this person')} is disabled and may do nothing here.`,
    next: 'An operator with an active account has to go on.',
  },
  'not-in-directory': {
    title: 'I do not find you',
    text: () =>
      'The account you use in Teams is not in this company’s directory, so I cannot tell who you are.',
    next: 'If the account was just made, try again later; else ask your IT department.',
  },
  'no-such-case': {
    title: 'No such case',
    text: (fact) => `I know no case ${fact('case', fact('query', 'of that name'))}.`,
    next: 'A case id looks like OFF-7K3QX. /status lists the open ones.',
  },
  'no-part': {
    title: 'Nothing for you to answer',
    text: (fact) =>
      `I know no case ${fact('case', 'of that id')} in which you are asked to confirm something.`,
    next: 'If somebody wants your answer, ask them for which case and step: the request comes to our own chat.',
  },
  'step-missing': {
    title: 'Which step?',
    text: (fact) =>
      `Please name the step of ${fact('case', 'the case')} after its id, then what you want to say.`,
    next: `For example: /approve OFF-7K3QX mailbox. ${stepsToType}`,
  },
  'no-such-step': {
    title: 'No such step',
    text: (fact) => `${fact('case', 'This case')} has no step ${quoted(fact, 'step', 'of that name')}.`,
    next: stepsToType,
  },
  'case-ended': {
    title: 'This case has ended',
    text: (fact) => `${fact('case', 'The case')} is closed; its cards take no more answers.`,
    next: 'See what was done with /history, or open a new case with /offboard.',
  },
  'wrong-moment': {
    title: 'Not now',
    text: (fact) =>
      `${fact('case', 'The case')} is at a point where this is not possible. ${fact('why', '')}`,
    next: 'See how it stands with /status.',
  },
  'already-decided': {
    title: 'Already answered',
    text: (fact) =>
      `${fact('who', 'Somebody')} ${fact('decision', 'answered')} ${fact('step', 'this step')} of ${fact('case', 'this case')} on ${fact('when', 'an earlier day')}.`,
    next: 'Nothing changed by this click.',
  },
  'rejected-before': {
    title: 'This step was rejected',
    text: (fact) =>
      `${fact('who', 'Its approver')} rejected ${fact('step', 'this step')} of ${fact('case', 'this case')}. Nobody else is asked in their place.`,
    next: 'Clear it with them; “Try again” asks them once more.',
  },
  'cannot-succeed': {
    title: 'Not a successor',
    text: (fact) =>
      `${fact('who', 'This person')} cannot take over mail, files and ownership. ${fact('why', '')}`,
    next: 'Name somebody else, or leave the field empty.',
  },
  'cannot-be-named': {
    title: 'Not an approver for this step',
    text: (fact) =>
      `${fact('who', 'This person')} cannot be asked to confirm ${fact('step', 'this step')} of ${fact('case', 'this case')}. ${fact('why', '')}`,
    next: 'Name somebody who fits, by their sign-in name.',
  },
  'already-frozen': {
    title: 'The plan is frozen already',
    text: (fact) =>
      `${fact('who', 'An operator')} froze the plan of ${fact('case', 'this case')} on ${fact('when', 'an earlier day')}; this click changes nothing in it.`,
    next: 'See how it stands with /status; for another plan cancel the case and open a new one.',
  },
  'plan-changed': {
    title: (fact) =>
      fact('step', '') === 'the undo' ? 'Another undo is asked by now' : 'The plan has changed',
    text: (fact) =>
      `What ${fact('case', 'this case')} would change is no longer what this card shows (${fact('step', 'the plan')}).`,
    next: 'Use the newest card of this case; /status shows how it stands.',
  },
  'changes-unseen': {
    title: 'Please look at the changes first',
    text: (fact) =>
      `What there is to remove in ${fact('step', 'this step')} of ${fact('case', 'this case')} has changed since the plan was settled, so a typed yes must name the changes it is for.`,
    next: 'Use the newest request: its button, or the line it tells you to type.',
  },
  'approval-expired': {
    title: 'Too late',
    text: (fact) =>
      `The request for ${fact('step', 'this step')} of ${fact('case', 'this case')} was open until ${fact('until', 'its deadline')}.`,
    next: 'An operator can ask again with “Try again” on the case’s card.',
  },
  'reason-missing': {
    title: 'Please say why',
    text: (fact) =>
      `A rejection of ${fact('step', 'a step')} needs a reason; the operator has to know what to do about it.`,
    next: 'Write the reason into the card, or type: /reject, the case, the step, the reason.',
  },
  ...undoRefusals,
  'no-such-change': {
    title: 'No such change',
    text: (fact) =>
      `${fact('case', 'This case')} has no change ${quoted(fact, 'what', 'of that name')}. ${fact('why', '')}`,
    next: 'A change is named as in the log: its action, a slash, its change.',
  },
  'no-way-back': {
    title: 'There is no way back',
    text: (fact) => `${fact('what', 'This change')} cannot be undone. ${fact('why', '')}`,
    next: 'What else was done in the case can still be put back.',
  },
  'nothing-to-do': {
    title: 'Nothing to do',
    text: (fact) => `There is no change left to make in ${fact('case', 'this case')}. ${fact('why', '')}`,
    next: 'Switch on at least one step, or cancel the case.',
  },
  'private-chat-only': {
    title: 'Only in our own chat',
    text: () => 'Whom we offboard and what they held is not for a channel or a group chat.',
    next: 'Open the chat with me and do it there.',
  },
  ...reportSentences,
  ...erasureSentences,
  malformed: {
    title: 'That click or command was not complete',
    text: (fact) =>
      `${fact('what', 'Something I need')} is missing or is not what I can read, so nothing was done.`,
    next: 'Use the newest card of the case, or type the command with its case, for example /undo OFF-7K3QX.',
  },
  'bad-filter': {
    title: 'I cannot look for that',
    text: (fact) =>
      fact('told', `${fact('what', 'A part of the question')} is not what I can read. ${fact('why', '')}`),
    next: 'Change it and look again.',
  },
  'system-unreadable': {
    title: 'A system could not be read',
    text: (fact) =>
      `${fact('system', 'A system')} did not answer as it should, and what I cannot read I do not change. ${fact('why', '')}`,
    next: 'Nothing was done. Try again in a few minutes.',
  },
  'store-down': {
    title: (fact) => (fact('entry', '') === '' ? 'My log cannot be written' : 'My log was changed'),
    text: (fact) =>
      fact('entry', '') === ''
        ? 'Without its entry in the log nothing may happen, so nothing was done.'
        : `The entry ${fact('entry', '')} is not as it was written. Nothing may be done on its word, so nothing was done.`,
    next: (fact) =>
      fact('entry', '') === ''
        ? 'Try again in a few minutes; if it lasts, tell whoever looks after the bot.'
        : 'Tell whoever looks after the bot: trying again does not help.',
  },
};
