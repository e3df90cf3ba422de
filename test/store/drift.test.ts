import path from 'node:path';
import { expect, it } from 'vitest';
import { missingSql } from '../../prisma/tools/schema-engine.ts';

it('the migrations lead to schema.prisma, with nothing left to write', async () => {
  expect(await missingSql(path.resolve(import.meta.dirname, '../..'))).toBeUndefined();
});
