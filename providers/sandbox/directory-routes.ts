import type { Route } from './route.ts';

/** Operations of the sandbox's Directory. */
export const directoryRoutes: readonly Route[] = [];
