export type Slots = <T>(work: () => Promise<T>) => Promise<T>;

/** Lets at most `count` works run at once; the rest wait in order. */
export function createSlots(count: number): Slots {
  let free = count;
  const waiting: (() => void)[] = [];

  const take = (): Promise<void> | void => {
    if (free > 0) {
      free -= 1;
      return;
    }
    return new Promise<void>((resolve) => {
      waiting.push(resolve);
    });
  };
  const give = (): void => {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  };

  return async (work) => {
    await take();
    try {
      return await work();
    } finally {
      give();
    }
  };
}

export type Queues = <T>(name: string | undefined, work: () => Promise<T>) => Promise<T>;

/** Works of one name run one after another; nameless ones at once. */
export function createQueues(): Queues {
  const lines = new Map<string, { slots: Slots; users: number }>();
  return async (name, work) => {
    if (name === undefined) return work();
    const line = lines.get(name) ?? { slots: createSlots(1), users: 0 };
    lines.set(name, line);
    line.users += 1;
    try {
      return await line.slots(work);
    } finally {
      line.users -= 1;
      if (line.users === 0) lines.delete(name);
    }
  };
}
