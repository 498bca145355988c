import { CloudAdapter, ConfigurationBotFrameworkAuthentication, type TurnContext } from 'botbuilder';
import restify from 'restify';
import { answerParent } from './answer-parent.ts';

/** The floor: Microsoft's echo sample and nothing more. It asks nobody for tokens, as the sandbox's bot does not. */
const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}));
const server = restify.createServer();
server.use(restify.plugins.bodyParser());
server.post('/api/messages', receiver());
const port = Number(process.env['BENCH_PORT'] ?? 0);
server.listen(port, '127.0.0.1', () => answerParent({ origin: `http://127.0.0.1:${server.address().port}` }));

/** restify takes an async handler of exactly two parameters. */
function receiver(): (request: restify.Request, response: restify.Response) => Promise<void> {
  return async (request, response) => adapter.process(request as never, response as never, echo);
}

async function echo(context: TurnContext): Promise<void> {
  const { type, text } = context.activity;
  if (type === 'invoke') {
    const body = { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: 'Echo' };
    await context.sendActivity({ type: 'invokeResponse', value: { status: 200, body } });
  } else {
    await context.sendActivity(`Echo: ${text}`);
  }
}
