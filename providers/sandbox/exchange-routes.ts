import type { Route } from './route.ts';

/** Operations of the sandbox's Exchange. */
export const exchangeRoutes: readonly Route[] = [];
