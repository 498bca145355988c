/** Tells a fault of the system we change from one of our own store, which must stop the work. */
export class SystemFault extends Error {
  override readonly name = 'SystemFault';
}

export async function fromSystem<T>(call: () => T | Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw new SystemFault('the system failed', { cause: error });
  }
}
