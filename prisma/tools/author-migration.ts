/** Writes the migration that schema.prisma is ahead by: `npm run migration -- NAME`. Edit it before committing. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { migrationsFolder, missingSql } from './schema-engine.ts';

const name = process.argv[2];
if (!name || !/^[a-z][a-z0-9_]*$/.test(name)) {
  process.stderr.write('Name the migration: npm run migration -- add_release_note (a-z, 0-9 and _).\n');
  process.exit(2);
}
const root = path.resolve(import.meta.dirname, '../..');
const sql = await missingSql(root);
if (sql === undefined) {
  process.stdout.write('The migrations already lead to schema.prisma; nothing written.\n');
} else {
  const stamp = new Date().toISOString().replaceAll(/\D/g, '').slice(0, 14);
  const folder = path.join(root, migrationsFolder, `${stamp}_${name}`);
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'migration.sql'), sql);
  process.stdout.write(`Wrote ${path.relative(root, folder)}/migration.sql: read it before you commit it.\n`);
}
