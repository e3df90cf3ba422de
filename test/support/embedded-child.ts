/** Starts the built-in PostgreSQL in a process of its own, says so in one JSON line, and stops it when stdin ends. */
import { createLog } from '../../src/kernel/log.ts';
import { startEmbedded } from '../../src/store/embedded.ts';

const [, , dataDir = '', durable] = process.argv;
try {
  const { ownerUrl, appUrl, where, stop } = await startEmbedded({
    dataDir,
    fsync: durable === 'durable',
    log: createLog('silent'),
  });
  process.stdout.write(`${JSON.stringify({ ownerUrl, appUrl, where })}\n`);
  process.stdin.resume();
  process.stdin.once('end', async () => {
    await stop();
    process.exit(0);
  });
} catch (error) {
  const { name, message } = error as Error;
  process.stdout.write(`${JSON.stringify({ name, message })}\n`);
  process.exit(1);
}
