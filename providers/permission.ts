/**
 * What an administrator must grant, as `system/name`. Graph names are Microsoft's application permissions
 * (https://learn.microsoft.com/graph/permissions-reference).
 */
export type Permission = `${'graph' | 'exchange' | 'sharepoint' | 'azure' | 'ad'}/${string}`;
