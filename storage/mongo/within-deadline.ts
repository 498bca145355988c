/** Settles as `operation` does, or rejects with `late()` after `ms`; the operation itself is left to its own end. */
export async function withinDeadline<T>(ms: number, operation: Promise<T>, late: () => Error): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(late()), ms);
  });
  try {
    return await Promise.race([operation, deadline]);
  } finally {
    clearTimeout(timer);
  }
}
