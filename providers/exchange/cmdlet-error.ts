import { ProviderError } from '../provider-error.ts';

/** `Ex6F9304|Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException|The operation …` */
const told = /^\w*\|(?:[\w.]+\.)?(?<exception>\w+)\|(?<words>.*)$/s;

/**
 * Exchange hides the cmdlet's exception in the message, under a code that says only "BadRequest". Whether a thing
 * exists is told by that exception alone: a 404 without it is a wrong address, not a missing mailbox.
 */
export function cmdletError(error: unknown, cmdlet: string): unknown {
  if (!(error instanceof ProviderError)) return error;
  const { absent: _unproven, uncertain, ...failure } = error.failure;
  const { exception, words } = told.exec(failure.message)?.groups ?? {};
  const code = exception?.replace(/Exception$/, '') ?? failure.code;
  const isGone = code === 'ManagementObjectNotFound';
  return new ProviderError(
    {
      ...failure,
      code,
      message: words ?? failure.message,
      ...(isGone && { absent: true }),
      // Every call is a POST, but a lost answer to a question has changed nothing.
      ...(uncertain && !cmdlet.startsWith('Get-') && { uncertain }),
    },
    { cause: error },
  );
}

/** True when the cmdlet failed with this exception, named without its `Exception`. */
export function isCmdletError(error: unknown, exception: string): boolean {
  return error instanceof ProviderError && error.failure.code === exception;
}
