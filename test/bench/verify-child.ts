import { verifyBundle } from '#storage/proof/verify.ts';

/** The verifier in a process of its own, as an auditor runs it; says in the end what it took. */
const { words } = JSON.parse(process.argv[2] ?? '{}') as { readonly words: readonly string[] };
const start = performance.now();
const said: string[] = [];
const code = await verifyBundle(words, (line) => void said.push(line));
const took = { ms: performance.now() - start, code, said, peakMB: process.resourceUsage().maxRSS / 1024 };
process.stdout.write(JSON.stringify(took));
