import { tmpdir } from 'node:os';
import { personas } from '#bot/sandbox/personas.ts';
import { startWindows } from '#bot/sandbox/start-windows.ts';

/** A process with one Teams window at the port it is told, until somebody ends it. */
const [, , port, folder = tmpdir()] = process.argv;
const [persona] = personas;
if (!persona) throw new Error('Contoso has nobody');
await startWindows([{ persona, port: Number(port), folder }], 'http://127.0.0.1:9/api/messages');
process.stdout.write('open\n');
process.stdin.resume();
