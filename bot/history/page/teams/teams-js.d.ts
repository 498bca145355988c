/** What the page uses of Teams' library, which is served as its authors built it. */
export interface TeamsJs {
  readonly app: {
    initialize(): Promise<void>;
    getContext(): Promise<{ readonly app: { readonly theme: string } }>;
    registerOnThemeChangeHandler(handler: (theme: string) => void): void;
    notifySuccess(): void;
  };
  readonly authentication: { getAuthToken(): Promise<string> };
  readonly pages: {
    readonly config: {
      registerOnSaveHandler(handler: (event: { notifySuccess(): void }) => unknown): void;
      setConfig(config: {
        readonly entityId: string;
        readonly contentUrl: string;
        readonly websiteUrl: string;
        readonly suggestedDisplayName: string;
      }): Promise<void>;
      setValidityState(valid: boolean): void;
    };
  };
}

declare module '/history/teams-js.js' {}
