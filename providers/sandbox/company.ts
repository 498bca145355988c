import { freshAzure, type AzureState } from './azure-state.ts';
import { freshDirectory, type DirectoryState } from './directory-state.ts';
import { freshExchange, type ExchangeState } from './exchange-state.ts';
import { freshGraph, type GraphState } from './graph-state.ts';
import { freshSharePoint, type SharePointState } from './sharepoint-state.ts';

/** Everything the make-believe company has, as plain JSON: the state of every system we change. */
export interface Company {
  graph: GraphState;
  exchange: ExchangeState;
  sharePoint: SharePointState;
  azure: AzureState;
  directory: DirectoryState;
}

/** Contoso on its first morning; the same every time. */
export function freshCompany(): Company {
  return {
    graph: freshGraph(),
    exchange: freshExchange(),
    sharePoint: freshSharePoint(),
    azure: freshAzure(),
    directory: freshDirectory(),
  };
}
