/** The notices of this room, drawn as the recipient from the case as it stands; and as letters to people outside. */
import type { Scene } from '../../app/context.ts';
import type { Letter, NoticeKind, Rendering } from '../../app/feature.ts';
import type { Person } from '../../app/person.ts';
import type { Block, Card } from '../../chat/card.ts';
import type { Facts } from '../../store/tx.ts';
import { bundle } from './bundle.ts';
import { type Lead, leads } from './cards/leads.ts';
import { letterBlocks } from './cards/letter.ts';
import { requesterName, titleOf } from './cards/names.ts';
import { atNumber, reachOf, whyByCall } from './cards/reach.ts';
import { requestCard } from './cards/request-card.ts';
import { owedBundle } from './owed-bundle.ts';
import { packetNotice } from './packets.ts';
import type { Actor } from './rules/moves.ts';
import { reference } from './rules/request.ts';
import { type CaseFile, openCaseFile, openCaseFilesFor } from './store/case-file.ts';

type Write = (file: CaseFile, facts: Facts, reader: Actor | undefined) => Lead;

const writers: ReadonlyMap<string, Write> = new Map(Object.entries(leads));

export const notices: readonly NoticeKind[] = [
  ...[...writers].map(([id, write]) => kind(id, write)),
  bundle,
  owedBundle,
  packetNotice,
];

function kind(id: string, write: Write): NoticeKind {
  return {
    id,
    render: async (ask, { caseId, facts }) => {
      const file = caseId === undefined ? undefined : await openCaseFile(ask, caseId);
      return file && noticeCard(file, ask.actor, { id, write, facts });
    },
    renderAll,
    letter: (scene, notice) => letter(scene, notice, write),
  };
}

async function renderAll(wanted: readonly Rendering[]): Promise<readonly (Card | undefined)[]> {
  const files = await openCaseFilesFor(wanted.map(({ ask, caseId = '' }) => ({ ask, id: caseId })));
  return wanted.map(({ ask, notice: id, facts }, at) => {
    const file = files[at];
    const write = writers.get(id);
    return file && write && noticeCard(file, ask.actor, { id, write, facts });
  });
}

function noticeCard(
  file: CaseFile,
  viewer: Person,
  { id, write, facts }: { readonly id: string; readonly write: Write; readonly facts: Facts },
): Card {
  const lead = write(file, facts, viewer);
  // Once the case has moved on, nothing of it is left to pass on.
  const note = lead.tone === 'neutral' ? [] : passOn(file, id, viewer.id);
  return requestCard(file, viewer, [{ kind: 'note', ...lead }, ...note]);
}

/** Told to outsiders; where they gave no address, whoever typed the request in is asked to tell them. */
const forAskers: readonly string[] = [
  'request.received',
  'request.question',
  'request.sent',
  'request.closed',
  'request.declined',
  'request.denied',
  'request.withdrawn',
  'request.split-off',
  'request.merged',
  'request.public',
  'request.recalled',
  'request.identifies',
  'request.identifies-nobody',
  'request.public-record',
  'request.copy-due',
  'request.copy-late',
];

function passOn(file: CaseFile, notice: string, viewerId: string): readonly Block[] {
  const reach = reachOf(file);
  if (reach.how !== 'phone' || !reach.callers.includes(viewerId) || !forAskers.includes(notice)) return [];
  const { request } = file;
  const isQuestion = notice === 'request.question';
  if (notice === 'request.received' && request.state !== 'open') return [];
  const what = isQuestion ? 'please call them with the question' : 'please tell them yourself';
  const then = isQuestion ? ', and record the answer here' : '';
  return [
    {
      kind: 'note',
      tone: 'warning',
      text: `${requesterName(file)} ${whyByCall(file)}: ${what}${atNumber(file)}${then}.`,
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
    blocks: letterBlocks(file, write(file, notice.facts, { id: notice.outsiderId, roles: [] })),
  };
}
