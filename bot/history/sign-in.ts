import type { Actor } from '#storage/entry.ts';

/** How the History tab learns who is reading: in production by Teams' own sign-in. */
export interface SignIn {
  /**
   * Who an `Authorization` header speaks for; `null` when it does not.
   * @throws SignInDown when that cannot be told at the moment
   */
  identify(authorization: string | undefined): Promise<Actor | null>;
  /** What the page needs for it, by name: `sign-in.js`, and what that loads. */
  readonly files: ReadonlyMap<string, PageFile>;
}

export interface PageFile {
  readonly type: 'text/html' | 'text/css' | 'text/javascript' | 'image/png';
  readonly content: string | Buffer;
}

/** Whoever issues the tokens does not answer, so nobody can be told from anybody else. */
export class SignInDown extends Error {
  override readonly name = 'SignInDown';
}
