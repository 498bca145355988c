import { randomUUID } from 'node:crypto';
import { MongoClient } from 'mongodb';
import { openMongoStore } from '#storage/mongo/open-mongo-store.ts';
import { testLogStore } from '#test/contract/log-store.ts';
import { describeWithMongo } from '#test/set-up/describe-with-mongo.ts';

await describeWithMongo('the protocol of MongoDB', (server) => {
  testLogStore('MongoDB', async () => {
    const database = `offboarding_${randomUUID().slice(0, 8)}`;
    return {
      open: () => openMongoStore({ uri: server.uri, database }),
      dispose: async () => {
        const client = new MongoClient(server.uri);
        await client.db(database).dropDatabase();
        await client.close();
      },
    };
  });
});
