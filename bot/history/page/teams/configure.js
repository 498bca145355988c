import '/history/teams-js.js';

/** @typedef {import('./teams-js.d.ts').TeamsJs} TeamsJs */

const { app, pages } = /** @type {{ microsoftTeams: TeamsJs }} */ (/** @type {unknown} */ (globalThis))
  .microsoftTeams;

/** @param {string} theme */
function showTheme(theme) {
  document.documentElement.dataset['theme'] = theme;
}

/** Adds the tab to a channel: there is nothing to choose. */
if (globalThis.parent !== globalThis.self) {
  await app.initialize();
  app.registerOnThemeChangeHandler(showTheme);
  showTheme((await app.getContext()).app.theme);
  pages.config.registerOnSaveHandler(async (event) => {
    const url = `${location.origin}/history`;
    await pages.config.setConfig({
      entityId: 'history',
      contentUrl: url,
      websiteUrl: url,
      suggestedDisplayName: 'Offboarding history',
    });
    event.notifySuccess();
  });
  pages.config.setValidityState(true);
}
