/**
 * Loaded into a window before its own code: ends it when the process that started it is gone, however that ended. Only a
 * pipe tells of a parent that was killed and could say nothing any more.
 */
process.stdin.on('close', () => process.exit());
process.stdin.on('error', () => process.exit());
process.stdin.resume();
