import { inspect } from 'node:util';

const shown = '[secret]';

/** A text that must not be seen. Whatever prints it, by chance or in a dump of what holds it, prints that it is one. */
export class Secret {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** For the one call that needs it. */
  reveal(): string {
    return this.#text;
  }

  toString(): string {
    return shown;
  }

  toJSON(): string {
    return shown;
  }

  [inspect.custom](): string {
    return shown;
  }
}
