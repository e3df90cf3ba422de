/** Prisma's own tools. The store itself connects through src/store/client.ts. */
import { defineConfig } from 'prisma/config';

// `generate` and `validate` need no schema engine; naming any executable keeps them from downloading one.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath;

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  ...(process.env.DATABASE_URL ? { datasource: { url: process.env.DATABASE_URL } } : {}),
});
