/** Packs an app as its platform takes it: the manifest and its icons, the same bytes for the same content. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { zipSync } from 'fflate';

const kept = path.resolve(import.meta.dirname, '../../manifests');

/** Icons of each platform, beside its manifest and under these names in the package. */
const icons = { slack: ['icon.png'], teams: ['color.png', 'outline.png'] } as const;

export type ChatPlatform = keyof typeof icons;

/** The first moment that a zip can hold, read in local time as zips are: the package says nothing of its making. */
const mtime = '1980-01-01T00:00:00';

export async function appPackage(platform: ChatPlatform, manifest: string): Promise<Uint8Array> {
  const files: Record<string, Uint8Array> = { 'manifest.json': Buffer.from(manifest) };
  for (const icon of icons[platform]) files[icon] = await readFile(path.join(kept, platform, icon));
  return zipSync(files, { level: 9, mtime });
}
