/** Loaded before the bot: on SIGUSR2 something fails that nobody catches, with a secret in its words and its fields. */
process.once('SIGUSR2', () => {
  const secret = process.env['AZURE_CLIENT_SECRET'];
  setImmediate(() => {
    const request = { headers: { authorization: `Bearer ${secret}` } };
    throw Object.assign(new Error(`cannot reach mongodb://writer:${secret}@mongo`), {
      request,
      note: secret,
    });
  });
});
