import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Answer, SendRequest } from '#providers/http.ts';
import { createSharePoint } from '#providers/sharepoint/sharepoint-client.ts';
import { siteAdmins } from '#providers/sharepoint/site-users.ts';
import { failure } from '../http-stage.ts';

const origin = 'https://contoso-my.sharepoint.com';
const site = `${origin}/personal/jdoe_contoso_com`;

function answering(body: unknown) {
  const sent: SendRequest[] = [];
  const send = async (request: SendRequest): Promise<Answer> => {
    sent.push(request);
    return { status: 200, headers: new Headers(), body };
  };
  const audience = 'https://contoso.sharepoint.com';
  return { sent, sharePoint: createSharePoint({ send, audience, origins: [audience, origin] }) };
}

describe('speaking to a SharePoint site', () => {
  it('never carries its token to a site of somebody else', async () => {
    const { sharePoint, sent } = answering({});
    for (const elsewhere of ['https://fabrikam-my.sharepoint.com/personal/x', `${origin}.evil.test/`, 'x']) {
      const error = await failure(sharePoint.get(elsewhere, '/_api/web/siteusers', z.unknown()));
      expect(error.failure.code).toBe('foreign-site');
    }
    expect(sent).toEqual([]);
  });

  it('merges whatever version is there', async () => {
    const { sharePoint, sent } = answering(undefined);
    await sharePoint.merge(site, '/_api/web/getuserbyid(9)', { IsSiteAdmin: true });
    expect(sent[0]).toMatchObject({
      method: 'POST',
      url: `${site}/_api/web/getuserbyid(9)`,
      operation: 'POST /_api/web/getuserbyid(…)',
      scope: 'https://contoso.sharepoint.com/.default',
      headers: { 'x-http-method': 'MERGE', 'if-match': '*' },
      idempotent: true,
    });
  });

  it('does not take the first page of administrators for all of them', async () => {
    const { sharePoint } = answering({ value: [], 'odata.nextLink': `${site}/_api/more` });
    expect((await failure(siteAdmins(site, sharePoint))).failure.code).toBe('unreadable');
  });
});
