/**
 * Stands for `adaptivecards/src/schema`, which the types of adaptivecards-templating import: that path is a source
 * file of the package, and its neighbours do not pass our compiler options.
 */
export interface IAdaptiveCard {
  readonly type: 'AdaptiveCard';
}
