/** A district in which people owe things: builders, the clock, the jobs of the room, and what everybody is brought. */
import type { Feature, Job } from '../../../src/app/feature.ts';
import { houseFeature } from '../../../src/app/home.ts';
import type { Person } from '../../../src/app/person.ts';
import { createRegistry } from '../../../src/app/registry.ts';
import type { Action, Block, Card, Payload } from '../../../src/chat/card.ts';
import type { Document } from '../../../src/chat/document.ts';
import type { Reply } from '../../../src/chat/interaction.ts';
import { blockText } from '../../../src/chat/plain-text.ts';
import { feature as duties } from '../../../src/governance/duties/feature.ts';
import { feature as people } from '../../../src/governance/people/feature.ts';
import { turnReminders } from '../../../src/governance/people/store/reminders.ts';
import { feature as supervision } from '../../../src/governance/supervision/feature.ts';
import { feature as training } from '../../../src/governance/training/feature.ts';
import { dayToDate, fixedClock, Temporal, toInstant } from '../../../src/kernel/clock.ts';
import { newId } from '../../../src/kernel/ids.ts';
import { createLog } from '../../../src/kernel/log.ts';
import type { Policy } from '../../../src/policy/policy.ts';
import type { Facts } from '../../../src/store/tx.ts';
import { type TestDatabase, testDatabase } from '../../support/database.ts';
import { type FrontDoor, frontDoor } from '../../support/front-door.ts';
import { arrange, askAs, sweepAs, type World } from '../../support/people.ts';
import { legacyPolicy } from '../../support/policy.ts';
import { holdNotice } from '../../support/surfaces/held.ts';

export const features = [people, training, duties, supervision];

export interface District {
  readonly database: TestDatabase;
  readonly policy: Policy;
  readonly clock: ReturnType<typeof fixedClock>;
  readonly door: FrontDoor;
  readonly world: World & { readonly features: readonly Feature[] };
  /** Local time in Utah, "2026-11-16T08:00". */
  at(local: string): void;
  remindersOn(): Promise<void>;
  owes(who: Person, duty: string, dueOn: string, told?: { on?: string; reminded?: string }): Promise<string>;
  meets(obligationId: string): Promise<void>;
  /** Runs a job of the room to its end; what it did. */
  runs(job: string): Promise<readonly string[]>;
  /** What the outbox brings this person now, drawn as them; each row once. */
  brought(who: Person): Promise<readonly Card[]>;
  /** Rows that wait for this person, drawn or not. */
  rowsFor(who: Person, notice?: string): Promise<readonly { notice: string; notBefore: Temporal.Instant }[]>;
  page(who: Person, document: string, subject?: Payload): Promise<Reply>;
  drop(): Promise<void>;
}

export async function district(start = '2026-11-16T08:00', policy?: Policy): Promise<District> {
  const plan = policy ?? (await legacyPolicy());
  const database = await testDatabase();
  const { store } = database;
  const instant = (local: string) =>
    Temporal.PlainDateTime.from(local).toZonedDateTime(plan.calendar.zone).toInstant();
  const clock = fixedClock(instant(start));
  const world = { store, policy: plan, clock, features };
  const registry = createRegistry([houseFeature, ...features]);
  const seen = new Set<string>();
  return {
    database,
    policy: plan,
    clock,
    world,
    door: frontDoor({ ...world, log: createLog('error') }),
    at: (local) => clock.set(instant(local)),
    remindersOn: () =>
      arrange(store, async (tx) => {
        await turnReminders(tx, true, null);
      }),
    owes: (who, duty, dueOn, told = {}) =>
      arrange(store, async (tx) => {
        const id = newId();
        const day = (text: string | undefined) =>
          text === undefined ? null : dayToDate(Temporal.PlainDate.from(text));
        await tx.db.obligation.create({
          data: {
            ...{ id, personId: who.id, duty, rule: 'a test', openedAt: new Date('2026-01-05T15:00:00Z') },
            dueOn: dayToDate(Temporal.PlainDate.from(dueOn)),
            toldOn: day('on' in told ? told.on : '2026-10-01'),
            remindedOn: day(told.reminded),
          },
        });
        return id;
      }),
    meets: (obligationId) =>
      arrange(store, async (tx) => {
        await tx.db.obligation.update({
          where: { id: obligationId },
          data: { metAt: new Date(clock.now().epochMilliseconds), metBy: 'test', nextOn: null },
        });
      }),
    async runs(name) {
      const job = registry.jobs.get(name) as Job;
      const did: string[] = [];
      for (let page = 0; page < 50; page += 1) {
        const done = await sweepAs(world, name, (sweep) => job.run(sweep));
        did.push(...done.did);
        if (!done.more) return did;
      }
      throw new Error(`${name} never ends`);
    },
    async brought(who) {
      const now = new Date(clock.now().epochMilliseconds);
      const rows = await store.db.outbox.findMany({
        where: { personId: who.id, notBefore: { lte: now } },
        orderBy: [{ madeAt: 'asc' }, { id: 'asc' }],
      });
      const cards: Card[] = [];
      for (const row of rows) {
        if (seen.has(row.id)) continue;
        seen.add(row.id);
        const kind = registry.notices.get(row.notice);
        const ask = await askAs(world, who.id);
        const about = { caseId: row.caseId ?? undefined, facts: row.facts as Facts };
        const card = await kind?.render?.(ask, about);
        if (!card) continue;
        await holdNotice(card);
        cards.push(card);
      }
      return cards;
    },
    async rowsFor(who, notice) {
      const rows = await store.db.outbox.findMany({
        where: { personId: who.id, ...(notice ? { notice } : {}) },
        orderBy: { madeAt: 'asc' },
      });
      return rows.map((row) => ({ notice: row.notice, notBefore: toInstant(row.notBefore) }));
    },
    page: (who, document, subject = {}) =>
      frontDoor(world).does(who.id, { kind: 'document', document, subject }),
    drop: () => database.drop(),
  };
}

/** Everything that somebody reads on a card, a page or in a reply. */
export function words(of: Card | Reply | undefined): string {
  if (!of) return '';
  if ('kind' in of) {
    if (of.kind === 'card') return words(of.card);
    if (of.kind === 'done') return [of.text, words(of.card)].join('\n');
    if (of.kind === 'document') return documentWords(of.document);
    return JSON.stringify(of);
  }
  return [of.title, of.status?.label ?? '', ...of.blocks.map(blockText)].join('\n');
}

function documentWords(document: Document): string {
  if (document.kind === 'file') return document.content;
  return [
    document.title,
    document.subtitle ?? '',
    ...document.blocks.map((block) => {
      if (block.kind === 'table')
        return [block.caption, block.columns.join(' | '), ...block.rows.map((row) => row.join(' | '))].join(
          '\n',
        );
      if (block.kind === 'bars')
        return [block.caption, ...block.bars.map(({ label, says }) => `${label}: ${says}`)].join('\n');
      if (block.kind === 'signature') return block.name;
      return blockText(block as Block);
    }),
  ].join('\n');
}

export function cardOf(reply: Reply): Card {
  if (reply.kind === 'card') return reply.card;
  if (reply.kind === 'done' && reply.card) return reply.card;
  throw new Error(`no card in ${JSON.stringify(reply)}`);
}

/** A button of a card or of its lists, by its label and, in a list, by the title beside it. */
export function button(card: Card | undefined, label: string, beside?: string): Action {
  const listed = (card?.blocks ?? []).flatMap((block) =>
    block.kind === 'list'
      ? block.items.flatMap(({ action, title }) =>
          action && (beside === undefined || title.includes(beside)) ? [action] : [],
        )
      : [],
  );
  const found = [...(beside === undefined ? (card?.actions ?? []) : []), ...listed].find(
    (one) => one.label === label,
  );
  if (!found) throw new Error(`no button “${label}” on ${card ? words(card) : 'no card'}`);
  return found;
}

/** Presses it, or opens its form and sends these values. */
export async function uses(
  { door }: Pick<District, 'door'>,
  who: Person,
  action: Action,
  values: Record<string, string | readonly string[] | boolean> = {},
): Promise<Reply> {
  switch (action.kind) {
    case 'run':
      return door.presses(who.id, action.id, action.payload);
    case 'open-form': {
      const open = await door.opens(who.id, action.form, action.subject);
      return door.sends(who.id, open, { ...open.form.values, ...values });
    }
    case 'link': {
      const url = new URL(action.path, 'https://safekeep.example');
      return door.does(who.id, {
        kind: 'document',
        document: url.pathname.replace('/documents/', ''),
        subject: Object.fromEntries(url.searchParams),
      });
    }
  }
}
