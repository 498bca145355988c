import { z } from 'zod';

const template = z.looseObject({ conversation: z.looseObject({ tenantId: z.string() }) });

/**
 * Makes a Playground send what Teams sends when a person installs the app. The Playground itself forgets to,
 * and until then the bot could not write to an approver who has not written first. Its window is new and empty,
 * whatever the bot remembers of the last one: the app is removed there first.
 */
export async function introduce(
  url: string,
  conversationId: string,
  fetch: typeof globalThis.fetch,
): Promise<void> {
  const activities = `${url}/_internal/v1/customActivities`;
  const found = await answered(
    await fetch(`${activities}/template?conversationId=${encodeURIComponent(conversationId)}`),
  );
  const activity = template.parse(await found.json());
  for (const action of ['remove', 'add']) {
    const channelData = { tenant: { id: activity.conversation.tenantId } };
    await answered(
      await fetch(activities, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ ...activity, type: 'installationUpdate', action, channelData }),
      }),
    );
  }
}

async function answered(response: Response): Promise<Response> {
  if (response.ok) return response;
  throw new Error(`the Agents Playground answered ${response.status}: ${await response.text()}`);
}
