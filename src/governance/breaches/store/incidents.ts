/** Incidents with their parties and subjects, through a viewer's eyes; their words and people beside them. */
import type { Viewer } from '../../../app/access.ts';
import type { Scene } from '../../../app/context.ts';
import type { Person } from '../../../app/person.ts';
import { toInstant } from '../../../kernel/clock.ts';
import type { Policy } from '../../../policy/policy.ts';
import { atOnce } from '../../../store/at-once.ts';
import type { Prisma } from '../../../store/generated/client.ts';
import { readTexts, type StoredText } from '../../../store/texts.ts';
import type { Reader } from '../../../store/tx.ts';
import {
  type Incident,
  type IncidentState,
  incidentKind,
  type Ongoing,
  type Part,
} from '../rules/incident.ts';
import type { Proposal } from '../rules/proposal.ts';
import type { IncidentTask } from '../rules/task.ts';
import { channelsOf, type IncidentChannel } from './channels.ts';
import { type Handover, handoversOf } from './handovers.ts';
import { proposalsOf } from './proposals.ts';
import { deed, responseOf } from './response-row.ts';
import { notAbout, visibleTo } from './sight.ts';
import { tasksOfIncidents } from './tasks.ts';

const whole = { parties: { orderBy: { since: 'asc' } }, subjects: { orderBy: { addedAt: 'asc' } } } as const;
type Row = Prisma.IncidentGetPayload<{ include: typeof whole }>;

/** One incident as a card or a page needs it. */
export interface IncidentFile {
  readonly incident: Incident;
  /** The plan it began under. */
  readonly policy: Policy;
  readonly people: ReadonlyMap<string, Person>;
  readonly words: Readonly<Record<string, StoredText>>;
  readonly tasks: readonly IncidentTask[];
  /** Newest last. */
  readonly handovers: readonly Handover[];
  /** The newest that its team had in chat. */
  readonly channel: IncidentChannel | undefined;
  /** Newest last. */
  readonly proposals: readonly Proposal[];
}

/** By id or by reference, if this viewer may see it; `locked` for a change. */
export async function openIncident(
  scene: Scene,
  key: { readonly id: string } | { readonly reference: string },
  locked = false,
): Promise<IncidentFile | undefined> {
  if (locked && !(await lock(scene, key))) return undefined;
  const [file] = await openIncidents(scene, key);
  return file;
}

/** Held to the transaction's end; false where this viewer sees none. What is read afterwards is as others left it. */
async function lock({ reader, viewer }: Scene, key: Prisma.IncidentWhereInput): Promise<boolean> {
  const found = await reader.db.incident.findFirst({
    where: { AND: [key, visibleTo(viewer)] },
    select: { id: true },
  });
  if (found) await reader.db.$queryRaw`select 1 from incident where id = ${found.id} for update`;
  return found !== null;
}

/** Oldest first, at most `take`. */
export async function openIncidents(
  scene: Scene,
  where: Prisma.IncidentWhereInput,
  take = 200,
): Promise<readonly IncidentFile[]> {
  const incidents = await readIncidents(scene.reader, scene.viewer, where, take);
  const ids = incidents.map(({ id }) => id);
  if (ids.length === 0) return [];
  const { reader } = scene;
  const { words, tasks, handovers, channels, proposals } = await atOnce(reader, {
    words: () => readTexts(reader, incidentKind, ids),
    tasks: () => tasksOfIncidents(reader, ids),
    handovers: () => handoversOf(reader, ids),
    channels: () => channelsOf(reader, ids),
    proposals: () => proposalsOf(reader, ids),
  });
  const named = [
    ...incidents.flatMap(namedIn),
    ...[...tasks.values()].flat().flatMap(({ ownerId, settled }) => [ownerId, settled?.byId]),
    ...[...handovers.values()].flat().flatMap(({ fromId, toId }) => [fromId, toId]),
    ...[...proposals.values()].flat().flatMap(peopleOfProposal),
  ].filter((id) => id !== undefined);
  const people = await scene.directory.people(scene.reader, [...new Set(named)]);
  return Promise.all(
    incidents.map(async (incident) => ({
      incident,
      policy: await scene.policyOf(incident.policy),
      people,
      words: thereIn(words.get(incident.id) ?? {}),
      tasks: tasks.get(incident.id) ?? [],
      handovers: handovers.get(incident.id) ?? [],
      channel: channels.get(incident.id),
      proposals: proposals.get(incident.id) ?? [],
    })),
  );
}

export async function readIncidents(
  reader: Reader,
  viewer: Viewer,
  where: Prisma.IncidentWhereInput,
  take: number,
): Promise<readonly Incident[]> {
  const rows = await reader.db.incident.findMany({
    where: { AND: [where, visibleTo(viewer)] },
    include: whole,
    orderBy: [{ reportedAt: 'asc' }, { id: 'asc' }],
    take,
  });
  return rows.map(fromRow);
}

/** How many that do not concern this viewer were decided, whoever has a part in them: numbers alone. */
export async function countDecided(
  { reader, viewer }: Pick<Scene, 'reader' | 'viewer'>,
  reportedAt: Prisma.DateTimeFilter,
): Promise<{ readonly breaches: number; readonly none: number }> {
  const count = (ruling: string) =>
    reader.db.incident.count({ where: { AND: [{ reportedAt, ruling }, notAbout(viewer)] } });
  return { breaches: await count('breach'), none: await count('not_a_breach') };
}

/** A text that was written empty was taken out. */
function thereIn(words: Readonly<Record<string, StoredText>>): Readonly<Record<string, StoredText>> {
  return Object.fromEntries(Object.entries(words).filter(([, { body }]) => body !== ''));
}

function peopleOfProposal({ byId, ruledById, elsewhere }: Proposal): readonly (string | undefined)[] {
  return [byId, ruledById, elsewhere?.recordedById];
}

function namedIn(incident: Incident): readonly (string | undefined)[] {
  const { reporterId, acknowledged, executivesCalled, parties, subjects } = incident;
  const { discovered, decided, closed, onDutyId } = incident;
  return [
    reporterId,
    onDutyId,
    ...[acknowledged, executivesCalled, discovered, decided, closed].map((one) => one?.byId),
    ...[...parties, ...subjects].map(({ personId }) => personId),
  ];
}

function fromRow(row: Row): Incident {
  const { executivesCalledAt, executivesCalledById } = row;
  return {
    id: row.id,
    reference: row.reference,
    policy: row.policy,
    state: row.state as IncidentState,
    version: row.version,
    deskRole: row.deskRole ?? undefined,
    reportedAt: toInstant(row.reportedAt),
    reporterId: row.reporterId ?? undefined,
    noticedAt: row.noticedAt ? toInstant(row.noticedAt) : undefined,
    kinds: row.kinds,
    systems: row.systems,
    people: row.people ?? undefined,
    peopleStatedAt: row.peopleStatedAt ? toInstant(row.peopleStatedAt) : undefined,
    ongoing: row.ongoing as Ongoing,
    confidential: row.confidential,
    acknowledged: deed(row.acknowledgedAt, row.acknowledgedById),
    executivesCalled: executivesCalledAt
      ? { at: toInstant(executivesCalledAt), byId: executivesCalledById ?? undefined }
      : undefined,
    ...responseOf(row),
    parties: row.parties.map((one) => ({
      id: one.id,
      part: one.part as Part,
      personId: one.personId ?? undefined,
      role: one.role ?? undefined,
      since: toInstant(one.since),
      until: one.until ? toInstant(one.until) : undefined,
    })),
    subjects: row.subjects.map((one) => ({
      id: one.id,
      personId: one.personId ?? undefined,
      role: one.role ?? undefined,
      addedAt: toInstant(one.addedAt),
      addedById: one.addedById ?? undefined,
    })),
  };
}
