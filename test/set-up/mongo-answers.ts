import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { BSON } from 'mongodb';

type Document = Record<string, unknown>;

/** As little of a MongoDB server as the log needs, which answers a write as a test wants. */
export interface MongoAnswers {
  readonly uri: string;
  /** All but the leavers' keys, which are there without trouble. */
  readonly documents: ReadonlyMap<string, Document>;
  /** `_id` of every one of these that somebody asked to insert, in order. */
  readonly inserted: readonly string[];
  /** What is added to the answer to the next such insert, and whether the document is kept all the same. */
  next: { readonly says: Document; readonly kept: boolean } | null;
  close(): Promise<void>;
}

/** https://www.mongodb.com/docs/manual/reference/mongodb-wire-protocol/ */
const message = 2013;
const oldQuery = 2004;
const oldReply = 1;

export async function startMongoAnswers(): Promise<MongoAnswers> {
  const documents = new Map<string, Document>();
  const keys = new Map<string, Document>();
  const inserted: string[] = [];
  const sockets = new Set<Socket>();

  function insert(body: Document): Document {
    const [document] = body['documents'] as [Document & { _id: string }];
    if (body['insert'] === 'OffboardingKeys') {
      keys.set(document._id, document);
      return { ok: 1, n: 1 };
    }
    const trouble = server.next;
    server.next = null;
    inserted.push(document._id);
    const index = 0;
    if (documents.has(document._id)) {
      return { ok: 1, n: 0, writeErrors: [{ index, code: 11_000, errmsg: 'E11000 duplicate key' }] };
    }
    if (trouble?.kept !== false) documents.set(document._id, document);
    return { ok: 1, n: 1, ...trouble?.says };
  }

  function find({ find: collection, filter }: Document): Document {
    const { _id } = filter as { _id?: string | { $gt: string; $lt: string } };
    const wanted = (id: string): boolean => {
      if (_id === undefined) return true;
      return typeof _id === 'string' ? id === _id : id > _id.$gt && id < _id.$lt;
    };
    const stored = collection === 'OffboardingKeys' ? keys : documents;
    const firstBatch = [...stored].filter(([id]) => wanted(id)).map(([, document]) => document);
    return { ok: 1, cursor: { id: BSON.Long.ZERO, ns: `offboarding.${String(collection)}`, firstBatch } };
  }

  function answer(body: Document): Document {
    if ('insert' in body) return insert(body);
    if ('find' in body) return find(body);
    if ('listIndexes' in body) {
      return { ok: 0, code: 26, codeName: 'NamespaceNotFound', errmsg: 'ns does not exist' };
    }
    return { ok: 1, ...hello };
  }

  const listener = createServer((socket) => {
    sockets.add(socket);
    let waiting = Buffer.alloc(0);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    socket.on('data', (chunk: Buffer) => {
      waiting = Buffer.concat([waiting, chunk]);
      while (waiting.length >= 16 && waiting.length >= waiting.readInt32LE(0)) {
        const request = waiting.subarray(0, waiting.readInt32LE(0));
        waiting = waiting.subarray(request.length);
        socket.write(reply(request, answer(bodyOf(request))));
      }
    });
  });
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const server: MongoAnswers = {
    uri: `mongodb://127.0.0.1:${(listener.address() as AddressInfo).port}/offboarding?directConnection=true`,
    documents,
    inserted,
    next: null,
    async close() {
      for (const socket of sockets) socket.destroy();
      listener.close();
      await once(listener, 'close');
    },
  };
  return server;
}

const hello = {
  isWritablePrimary: true,
  ismaster: true,
  helloOk: true,
  maxBsonObjectSize: 16_777_216,
  maxMessageSizeBytes: 48_000_000,
  maxWriteBatchSize: 100_000,
  minWireVersion: 0,
  maxWireVersion: 21,
  setName: 'rs0',
  me: 'rs0',
  hosts: ['rs0'],
  logicalSessionTimeoutMinutes: 30,
};

/** The command, with what stands in a section of its own (`documents`). */
function bodyOf(request: Buffer): Document {
  if (request.readInt32LE(12) === oldQuery) {
    const name = request.indexOf(0, 20);
    return BSON.deserialize(documentAt(request, name + 9));
  }
  const body: Document = {};
  for (let at = 20; at < request.length;) {
    const isSequence = request[at] === 1;
    const size = request.readInt32LE(at + 1);
    if (isSequence) {
      const name = request.indexOf(0, at + 5);
      body[request.toString('utf8', at + 5, name)] = listAt(request, name + 1, at + 1 + size);
    } else {
      Object.assign(body, BSON.deserialize(documentAt(request, at + 1)));
    }
    at += 1 + size;
  }
  return body;
}

function documentAt(request: Buffer, at: number): Buffer {
  return request.subarray(at, at + request.readInt32LE(at));
}

function listAt(request: Buffer, from: number, end: number): Document[] {
  const list: Document[] = [];
  for (let at = from; at < end; at += request.readInt32LE(at)) {
    list.push(BSON.deserialize(documentAt(request, at)));
  }
  return list;
}

function reply(request: Buffer, answer: Document): Buffer {
  const body = BSON.serialize(answer);
  const isOld = request.readInt32LE(12) === oldQuery;
  const header = Buffer.alloc(isOld ? 36 : 21);
  header.writeInt32LE(header.length + body.length, 0);
  header.writeInt32LE(request.readInt32LE(4), 8);
  header.writeInt32LE(isOld ? oldReply : message, 12);
  if (isOld) header.writeInt32LE(1, 32);
  return Buffer.concat([header, body]);
}
