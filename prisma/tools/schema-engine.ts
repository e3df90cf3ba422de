/** Compares migrations with schema.prisma offline: Prisma's own engine over an in-memory PostgreSQL. */
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as engineGlue from '@prisma/schema-engine-wasm/schema_engine_bg';
import { PrismaPGlite } from 'pglite-prisma-adapter';

export const schemaFile = 'prisma/schema.prisma';
export const migrationsFolder = 'prisma/migrations';

/**
 * The SQL that leads from the migrations on disk to schema.prisma; `undefined` when they agree.
 * What schema.prisma can't say (functions, triggers, checks, partial indexes) is not compared.
 */
export async function missingSql(root: string): Promise<string | undefined> {
  const files = await schemaFiles(root);
  const migrations = await migrationList(path.join(root, migrationsFolder));
  return withEngine(files, async (engine) => {
    const diff = await engine.diff({
      from: { tag: 'migrations', ...migrations },
      to: { tag: 'schemaDatamodel', files },
      script: true,
      exitCode: true,
      filters,
    });
    return diff.exitCode === 0 ? undefined : (diff.stdout ?? '');
  });
}

/**
 * What `prisma migrate status` and `prisma migrate deploy` would find in a database that `prepare` has filled: the
 * engine's diagnosis, and the migrations that it would still apply.
 */
export async function diagnose(root: string, prepare: (database: PGlite) => Promise<void>) {
  const migrationsList = await migrationList(path.join(root, migrationsFolder));
  return withEngine(await schemaFiles(root), async (engine, database) => {
    await prepare(database);
    const diagnosis = await engine.diagnoseMigrationHistory({
      migrationsList,
      optInToShadowDatabase: false,
      filters,
    });
    const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList, filters });
    return { diagnosis, applied: appliedMigrationNames };
  });
}

const filters = { externalTables: [], externalEnums: [] };

interface SchemaFile {
  readonly path: string;
  readonly content: string;
}

async function schemaFiles(root: string): Promise<SchemaFile[]> {
  const file = path.join(root, schemaFile);
  return [{ path: file, content: await readFile(file, 'utf8') }];
}

async function withEngine<T>(
  files: readonly SchemaFile[],
  use: (engine: engineGlue.SchemaEngine, database: PGlite) => Promise<T>,
): Promise<T> {
  await loadEngineOnce();
  const database = await PGlite.create();
  try {
    const engine = await engineGlue.SchemaEngine.new(
      { datamodels: files.map((file) => [file.path, file.content]) },
      () => undefined,
      bindMigrationAwareSqlAdapterFactory(new PrismaPGlite(database)),
    );
    try {
      return await use(engine, database);
    } finally {
      engine.free();
    }
  } finally {
    await database.close();
  }
}

/** What TypeScript's libraries for Node leave out. */
declare const WebAssembly: {
  instantiate(code: Uint8Array, imports: object): Promise<{ instance: { exports: WasmExports } }>;
};
interface WasmExports {
  __wbindgen_start(): void;
}

let loaded: Promise<void> | undefined;

/**
 * Done by hand, since the package's own entry imports a .wasm file as a module, which Node 20 can't do; and once only,
 * since the package keeps views of the memory that it was first given.
 */
function loadEngineOnce(): Promise<void> {
  loaded ??= loadEngine();
  return loaded;
}

async function loadEngine(): Promise<void> {
  const glueFile = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const code = await readFile(glueFile.replace(/\.js$/, '.wasm'));
  const { instance } = await WebAssembly.instantiate(code, { './schema_engine_bg.js': engineGlue });
  const glue = engineGlue as typeof engineGlue & { __wbg_set_wasm(exports: WasmExports): void };
  glue.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
}

async function migrationList(folder: string) {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const migrationDirectories = await Promise.all(
    names.sort().map(async (name) => ({
      path: name,
      migrationFile: {
        path: 'migration.sql',
        content: {
          tag: 'ok' as const,
          value: await readFile(path.join(folder, name, 'migration.sql'), 'utf8'),
        },
      },
    })),
  );
  return {
    baseDir: folder,
    lockfile: {
      path: 'migration_lock.toml',
      content: await readFile(path.join(folder, 'migration_lock.toml'), 'utf8'),
    },
    shadowDbInitScript: '',
    migrationDirectories,
  };
}
