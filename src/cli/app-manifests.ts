/** The app manifests of this house, made from its registry: what is kept in manifests/, printed and packed. */
import packageJson from '../../package.json' with { type: 'json' };
import { listCommands } from '../app/registry.ts';
import { type ManifestOptions, slackManifestText } from '../platforms/slack/manifest.ts';
import { type TeamsManifestOptions, teamsManifestText } from '../platforms/teams/manifest.ts';
import { houseRegistry } from './open.ts';

/** Stands in the manifest that is kept; Teams takes it, and no app has it. */
export const placeholderAppId = '00000000-0000-0000-0000-000000000000';

/** The manifest that is kept in manifests/teams is made of these. */
export const placeholders = { appId: placeholderAppId, publicUrl: 'https://safekeep.example.org' } as const;

export function slackText(options: ManifestOptions = {}): string {
  const registry = houseRegistry();
  return slackManifestText(listCommands(registry), [...registry.messageActions.values()], options);
}

/** Under this release's version unless another is given. */
export function teamsText(
  options: Omit<TeamsManifestOptions, 'version'> & { readonly version?: string },
): string {
  const registry = houseRegistry();
  const forAll = listCommands(registry, (word) => word.access === 'everyone');
  return teamsManifestText(forAll, [...registry.messageActions.values()], {
    version: packageJson.version,
    ...options,
  });
}
