/** What the bot said when it did not answer a question. */
export class Refused extends Error {
  /** @param {{ code: string, title: string, text: string, next: string }} error */
  constructor(error) {
    super(error.title);
    this.error = error;
  }
}

const unreachable = {
  code: 'unreachable',
  title: 'The bot does not answer',
  text: 'Nothing came back from it.',
  next: 'Check your connection and try again.',
};

/** @type {() => Promise<string>} */
let authorization = async () => '';

/** @param {() => Promise<string>} giveAuthorization */
export function askAs(giveAuthorization) {
  authorization = giveAuthorization;
}

/**
 * Asks the bot. Every question carries a fresh proof of who asks.
 * @param {string} path `cases?step=mailbox`
 * @param {AbortSignal} [signal]
 */
export async function ask(path, signal) {
  const response = await answered(path, signal);
  return response.json();
}

/**
 * Takes a list away, as a file.
 * @param {string} path
 * @param {string} name
 */
export async function download(path, name) {
  const response = await answered(path);
  const file = URL.createObjectURL(await wholeOf(response));
  const link = document.createElement('a');
  link.href = file;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(file), 60_000);
}

/**
 * @param {string} path
 * @param {AbortSignal} [signal]
 */
async function answered(path, signal) {
  const headers = { Authorization: await proof() };
  const response = await fetch(`/api/history/${path}`, { headers, ...(signal ? { signal } : {}) }).catch(
    (error) => {
      throw error.name === 'AbortError' ? error : new Refused(unreachable);
    },
  );
  if (response.ok) return response;
  const body = await response.json().catch(() => null);
  throw new Refused(body?.error ?? unreachable);
}

async function proof() {
  try {
    return await authorization();
  } catch {
    const text = 'Teams did not sign you in to this app. An administrator may have to allow it.';
    throw new Refused({ code: 'not-signed-in', title: 'You are not signed in', text, next: 'Try again.' });
  }
}

/**
 * A list that breaks off is not given out as a whole one.
 * @param {Response} response
 */
async function wholeOf(response) {
  try {
    return await response.blob();
  } catch {
    const text = 'The list broke off on its way, so no file was saved.';
    throw new Refused({ code: 'broken-off', title: 'The export is not complete', text, next: 'Try again.' });
  }
}
