import type { Route } from './route.ts';

/** Operations of the sandbox's Graph. */
export const graphRoutes: readonly Route[] = [];
