/**
 * Two queries at once on one connection: they cannot run side by side, pg warns of it today and refuses it from its
 * version 9 on. A test in which it happens fails.
 */
process.on('warning', ({ message, stack }) => {
  if (message.includes('client.query()')) throw new Error(`two queries at once on one connection: ${stack}`);
});
