import { azureRoutes } from './azure-routes.ts';
import { directoryRoutes } from './directory-routes.ts';
import { exchangeRoutes } from './exchange-routes.ts';
import { graphRoutes } from './graph-routes.ts';
import type { Route } from './route.ts';
import { sharePointRoutes } from './sharepoint-routes.ts';

/** Everything the make-believe cloud can do. */
export const allRoutes: readonly Route[] = [
  ...graphRoutes,
  ...exchangeRoutes,
  ...sharePointRoutes,
  ...azureRoutes,
  ...directoryRoutes,
];
