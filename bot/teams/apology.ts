/** What somebody reads when the fault is ours: never the error's own text. */
export const apology = 'Something went wrong on our side. Please try again; /status shows how a case stands.';
