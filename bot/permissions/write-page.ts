import { readFileSync, writeFileSync } from 'node:fs';
import { permissionsPage } from './permissions-page.ts';

/** `npm run docs:permissions`: brings the parts of the page that are made from the code up to date. */
const page = 'docs/permissions.md';
writeFileSync(page, permissionsPage(readFileSync(page, 'utf8')));
