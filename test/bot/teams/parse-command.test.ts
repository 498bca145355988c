import { describe, expect, it } from 'vitest';
import { parseCommand, splitDryRun } from '#bot/teams/parse-command.ts';
import { parseStep } from '#bot/teams/parse-step.ts';

const names = ['offboard', 'status', 'help', 'hi'];

describe('what somebody typed', () => {
  it.each([
    ['/offboard jdoe', 'offboard', 'jdoe'],
    ['offboard jdoe', 'offboard', 'jdoe'],
    ['  /OFFBOARD   John   Doe \n', 'offboard', 'John Doe'],
    ['&nbsp;/offboard j.doe', 'offboard', 'j.doe'],
    ['<at>Offboarding</at>&nbsp;/offboard jdoe', 'offboard', 'jdoe'],
    ['<at>Offboarding</at> offboard <at>John Doe</at>', 'offboard', 'John Doe'],
    ['<at id="0">Off boarding</at>\u00a0/offboard jdoe', 'offboard', 'jdoe'],
    ['/offboard zoe.o&#39;neil', 'offboard', "zoe.o'neil"],
    ['/offboard M&amp;A', 'offboard', 'M&A'],
    ['/offboard &amp;lt;b&amp;gt;', 'offboard', '&lt;b&gt;'],
    ['/offboard *)(objectClass=*', 'offboard', '*)(objectClass=*'],
    ['/offboard', 'offboard', ''],
    ['Hi!', 'hi', ''],
    ['/status', 'status', ''],
  ])('%j is a command', (text, name, argument) => {
    expect(parseCommand(text, names)).toEqual({ kind: 'command', name, argument });
  });

  it.each([
    '/offboard-status x',
    'please do not /OFFBOARD him',
    'offboarding jdoe',
    '//offboard x',
    'constructor',
  ])('%j is none', (text) => {
    expect(parseCommand(text, names).kind).toBe('unknown');
  });

  it('understands the same line again and again', () => {
    const kinds = Array.from({ length: 4 }, () => parseCommand('/offboard jdoe', names).kind);

    expect(kinds).toEqual(['command', 'command', 'command', 'command']);
  });

  it('sees that only its name was called', () => {
    expect(parseCommand('<at>Offboarding</at>&nbsp;', names)).toEqual({ kind: 'empty' });
  });

  it('does not read ten thousand characters', () => {
    expect(parseCommand(`/offboard ${'x'.repeat(10_000)}`, names)).toEqual({ kind: 'too-long' });
  });

  it.each([
    ['jdoe', 'jdoe', false],
    ['jdoe dry-run', 'jdoe', true],
    ['jdoe --dry-run', 'jdoe', true],
    ['jdoe —dry-run', 'jdoe', true],
    ['John Doe Dry Run', 'John Doe', true],
    ['dry-run', '', true],
    ['sundry-run', 'sundry-run', false],
    ['', '', false],
  ])('%j names who, and whether only to look', (argument, who, dryRun) => {
    expect(splitDryRun(argument)).toEqual({ who, dryRun });
  });

  it.each([
    ['4', 'mailbox', ''],
    ['mailbox not before Friday', 'mailbox', 'not before Friday'],
    ['data transfer she is away', 'data-transfer', 'she is away'],
    ['data-transfer', 'data-transfer', ''],
    ['Microsoft 365 licences', 'licences', ''],
    ['licenses', 'licences', ''],
    ['azure', 'azure-access', ''],
    ['cleanup some reason', 'final-cleanup', 'some reason'],
    ['clean', 'final-cleanup', ''],
    ['memberships', 'group-memberships', ''],
    ['group members are needed', 'group-memberships', 'members are needed'],
    ['Active Directory', 'directory-account', ''],
  ])('%j names a step and leaves the rest', (text, step, rest) => {
    expect(parseStep(text)).toEqual({ step, rest });
  });

  it.each(['', '0', '8', 'm', 'no such step', '-', '*'])('%j names no step', (text) => {
    expect(parseStep(text)).toBeNull();
  });
});
