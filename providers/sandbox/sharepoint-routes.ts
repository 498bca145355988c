import type { Route } from './route.ts';

/** Operations of the sandbox's SharePoint. */
export const sharePointRoutes: readonly Route[] = [];
