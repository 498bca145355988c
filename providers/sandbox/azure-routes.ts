import type { Route } from './route.ts';

/** Operations of the sandbox's Azure. */
export const azureRoutes: readonly Route[] = [];
