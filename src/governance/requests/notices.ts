/** The notices of this room, drawn as the recipient from the case as it stands; and as letters to people outside. */
import type { Scene } from '../../app/context.ts';
import type { Letter, NoticeKind } from '../../app/feature.ts';
import type { Block } from '../../chat/card.ts';
import type { Facts } from '../../store/tx.ts';
import { type Lead, leads } from './cards/leads.ts';
import { letterBlocks } from './cards/letter.ts';
import { requesterName, titleOf } from './cards/names.ts';
import { requestCard } from './cards/request-card.ts';
import { reference } from './rules/request.ts';
import { type CaseFile, openCaseFile } from './store/case-file.ts';

type Write = (file: CaseFile, facts: Facts) => Lead;

export const notices: readonly NoticeKind[] = Object.entries(leads).map(([id, write]) => kind(id, write));

function kind(id: string, write: Write): NoticeKind {
  return {
    id,
    async render(ask, { caseId, facts }) {
      const file = caseId === undefined ? undefined : await openCaseFile(ask, caseId);
      if (!file) return undefined;
      const lead = write(file, facts);
      return requestCard(file, ask.actor, [{ kind: 'note', ...lead }, ...passOn(file, id, ask.actor.id)]);
    },
    letter: (scene, notice) => letter(scene, notice, write),
  };
}

/** Told to outsiders; where they gave no address, whoever typed the request in is asked to tell them. */
const forAskers: readonly string[] = [
  'request.received',
  'request.question',
  'request.sent',
  'request.closed',
  'request.declined',
  'request.withdrawn',
  'request.public',
  'request.recalled',
];

function passOn(file: CaseFile, notice: string, viewerId: string): readonly Block[] {
  const { outsider, request } = file;
  if (!outsider || outsider.email || request.typedById !== viewerId || !forAskers.includes(notice)) return [];
  const how = outsider.phone ? ` at ${outsider.phone}` : '';
  return [
    {
      kind: 'note',
      tone: 'warning',
      text: `${requesterName(file)} gave no e-mail address: please tell them yourself${how}.`,
    },
  ];
}

async function letter(
  scene: Scene,
  notice: { readonly caseId: string | undefined; readonly facts: Facts; readonly outsiderId: string },
  write: Write,
): Promise<Letter | undefined> {
  const file = notice.caseId === undefined ? undefined : await openCaseFile(scene, notice.caseId);
  if (!file?.outsider?.email || file.outsider.id !== notice.outsiderId) return undefined;
  return {
    to: file.outsider.email,
    subject: `${reference(file.request)}: ${titleOf(file)}`,
    blocks: letterBlocks(file, write(file, notice.facts)),
  };
}
