import { expect, test } from 'vitest';
import { readErrorBody } from '#providers/http-error-body.ts';

test('an Azure error is read', () => {
  const text = JSON.stringify({
    error: { code: 'AuthorizationFailed', message: 'The client does not have\n access' },
  });

  expect(readErrorBody(text)).toEqual({
    code: 'AuthorizationFailed',
    message: 'The client does not have access',
    absent: false,
  });
});

test('a SharePoint error is read', () => {
  const text = JSON.stringify({
    'odata.error': {
      code: '-2147024891, System.UnauthorizedAccessException',
      message: { lang: 'en-US', value: 'Access denied.' },
    },
  });

  expect(readErrorBody(text)).toMatchObject({
    code: '-2147024891, System.UnauthorizedAccessException',
    message: 'Access denied.',
  });
});

test('of an Exchange error the cmdlet’s own words are taken', () => {
  const text = JSON.stringify({
    error: {
      code: 'NotFound',
      message: 'Error executing cmdlet',
      details: [
        { code: 'Context', target: '', message: 'Ex6F9304|ManagementObjectNotFoundException|no such object' },
      ],
      innererror: { message: 'Error executing cmdlet', internalexception: { message: 'inner words' } },
    },
  });

  expect(readErrorBody(text)).toEqual({
    code: 'NotFound',
    message: 'Ex6F9304|ManagementObjectNotFoundException|no such object',
    absent: true,
  });
});

test.each(['', 'no JSON', '[]', '{"error":"just a word"}', '{"value":[]}'])(
  'nothing is read out of %j',
  (text) => {
    expect(readErrorBody(text)).toEqual({ absent: false });
  },
);

test('a very long message is cut', () => {
  const text = JSON.stringify({ error: { code: 'x', message: 'a'.repeat(5000) } });

  expect(readErrorBody(text).message).toHaveLength(500);
});
