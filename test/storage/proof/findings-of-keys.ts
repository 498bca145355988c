import { generateKeyPairSync, sign } from 'node:crypto';
import { signedText } from '#storage/proof/checkpoint.ts';
import { fingerprintOf, type SigningKey } from '#storage/proof/signing-key.ts';
import { before, each, evidence, type Finding, first, one, ours, stranger, text } from './evidence.ts';
import { freshKey } from './proof-stage.ts';
import { nextAfter, type Row, signedAnew, smallLog, stored } from './small-log.ts';

const next = freshKey();
const { fingerprint } = next;
/** The new key is named and signed for by both, and goes on alone. */
const replaced = () => one().sign([next, ours]).sign([next]);
const only = (change: Row, keys = [ours]) => signedAnew(one().kept[0]!, change, keys);

/** A checkpoint, and the one that somebody else signs after it. */
async function handedOn(checkpoint: Row, keys = [next]) {
  const { raw } = checkpoint as { raw: string };
  const more = nextAfter({ raw, signatures: one().kept[0]!.signatures }, { newKey: undefined }, keys);
  const rows = [each('checkpoint', () => checkpoint), before('entry', more)];
  const change = (all: readonly Row[]) => rows.reduce((so, step) => step(so), all);
  return evidence(one(), change, { kept: text([checkpoint, more]) });
}

/** One for everything that can be found when another key signs than the one that was written down. */
export const ofKeys: readonly Finding[] = [
  {
    when: 'a stranger put his signature beside the one under a checkpoint, and went on alone',
    of: () => {
      const { raw, signatures } = one().kept[0]!;
      const beside = { key: stranger.publicKey, signature: stranger.sign(signedText(raw)) };
      return handedOn({ kind: 'checkpoint', raw, signatures: [...signatures, beside] }, [stranger]);
    },
    faults: [['checkpoint 2', 'is signed by no key that was given']],
  },
  {
    when: 'a key goes on that was named, and did not sign for itself',
    of: () => handedOn(only({ newKey: fingerprint })),
    faults: [['checkpoint 2', 'is signed by no key that was given']],
  },
  {
    when: 'a key goes on where another one was named',
    of: () => handedOn(only({ newKey: stranger.fingerprint }, [ours, next])),
    faults: [['checkpoint 2', 'is signed by no key that was given']],
  },
  {
    when: 'a key signs that was written down, and is none of Ed25519',
    of: () => {
      const key = ed448();
      return evidence(smallLog(key).add(stored(first)).sign(), undefined, { keys: [key.fingerprint] });
    },
    faults: [
      ['checkpoint 1', 'has a wrong signature'],
      ['checkpoint 1', 'is signed by no key that was given'],
    ],
  },
  {
    when: 'a signature and its key are written in another form than theirs',
    of: () => {
      const loose = (all: unknown) =>
        (all as Row[]).map(({ key, signature }) => ({ key: `${String(key)} `, signature }));
      return evidence(
        one(),
        each('checkpoint', (row) => ({ ...row, signatures: loose(row['signatures']) })),
      );
    },
    faults: [
      ['checkpoint 1', 'has a wrong signature'],
      ['checkpoint 1', 'is signed by no key that was given'],
    ],
  },
  {
    when: 'a stranger names himself as the new key',
    of: () => handedOn(only({ newKey: stranger.fingerprint }, [stranger]), [stranger]),
    faults: [
      ['checkpoint 1', 'is signed by no key that was given'],
      ['checkpoint 2', 'is signed by no key that was given'],
    ],
  },
];

/** A key of another kind, as somebody may have written it down. */
function ed448(): SigningKey {
  const { privateKey, publicKey } = generateKeyPairSync('ed448');
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const signed = (words: string) => sign(null, Buffer.from(words, 'utf8'), privateKey).toString('base64');
  return { publicKey: spki.toString('base64'), fingerprint: fingerprintOf(spki), sign: signed };
}

/** And what is none of these. */
export const soundKeys: readonly Omit<Finding, 'faults' | 'gaps' | 'newer'>[] = [
  { when: 'the old key was written down, and vouched for the new one', of: () => evidence(replaced()) },
  {
    when: 'the new key was written down, after which the old one signed too',
    of: () => evidence(replaced(), undefined, { keys: [fingerprint] }),
  },
  {
    when: 'both keys were written down, and neither named the other',
    of: async () => {
      const found = await handedOn(only({}, [next, ours]));
      return { ...found, keys: [ours.fingerprint, fingerprint] };
    },
  },
  {
    when: 'a later checkpoint is signed by the key that was written down',
    of: () => evidence(smallLog(stranger).add(stored(first)).sign().sign([ours])),
  },
];
