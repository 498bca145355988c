import '/history/teams-js.js';

/** @typedef {import('./teams-js.d.ts').TeamsJs} TeamsJs */

const teams = /** @type {{ microsoftTeams: TeamsJs }} */ (/** @type {unknown} */ (globalThis)).microsoftTeams;
const patienceMs = 10_000;

/**
 * Signs in by Teams: each question gets a token of its own, which Teams keeps and renews.
 * @param {(theme: string) => void} showTheme called at once and whenever the reader changes it
 * @returns {Promise<{ authorization: () => Promise<string> } | null>} `null` outside Teams
 */
export async function signIn(showTheme) {
  if (globalThis.parent === globalThis.self) return null;
  try {
    await Promise.race([teams.app.initialize(), late()]);
  } catch {
    return null;
  }
  teams.app.registerOnThemeChangeHandler(showTheme);
  const { app } = await teams.app.getContext();
  showTheme(app.theme);
  teams.app.notifySuccess();
  return { authorization: async () => `Bearer ${await teams.authentication.getAuthToken()}` };
}

/** @returns {Promise<never>} */
function late() {
  return new Promise((_, reject) => {
    setTimeout(() => reject(new Error('Teams does not answer')), patienceMs);
  });
}
