import { accessSync, constants, statSync } from 'node:fs';

/** Whether this process may read that file. */
export function canRead(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
