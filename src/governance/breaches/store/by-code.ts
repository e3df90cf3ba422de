/** The incident behind the code of a reporter without a name: the code is what opens it, and nothing else of theirs. */
import { systemViewer } from '../../../app/access.ts';
import type { Scene } from '../../../app/context.ts';
import { type IncidentFile, openIncidents } from './incidents.ts';

export async function fileByCode(scene: Scene, codeHash: string): Promise<IncidentFile | undefined> {
  const [file] = await openIncidents({ ...scene, viewer: systemViewer }, { followUp: codeHash }, 1);
  return file;
}
