/** The smallest room there can be, for tests of delivery: a note that some may see and that can be edited. */
import type { Feature } from '../../src/app/feature.ts';
import { type Clock, toDate } from '../../src/kernel/clock.ts';
import { newId } from '../../src/kernel/ids.ts';
import type { Store } from '../../src/store/store.ts';
import type { Notice } from '../../src/store/tx.ts';
import { givenPerson } from './people.ts';

const key = (id: string) => `note ${id}`;

/** A note is a setting: its text, or nothing when nobody may see it any more. */
export const noteFeature: Feature = {
  room: 'notes',
  notices: [
    {
      id: 'note.told',
      async render(ask, { caseId = '' }) {
        const row = await ask.reader.db.setting.findUnique({ where: { key: key(caseId) } });
        if (!row) return undefined;
        return {
          audience: 'person',
          title: `Note for ${ask.actor.name}`,
          blocks: [{ kind: 'text', text: row.value }],
          actions: [],
          about: { kind: 'note', id: caseId },
        };
      },
      async letter(scene, { caseId = '', outsiderId }) {
        const row = await scene.reader.db.setting.findUnique({ where: { key: key(caseId) } });
        const outsider = await scene.reader.db.outsider.findUnique({ where: { id: outsiderId } });
        if (!row || !outsider?.email) return undefined;
        return { to: outsider.email, subject: 'A note', blocks: [{ kind: 'text', text: row.value }] };
      },
    },
    {
      id: 'note.broken',
      render() {
        throw new Error('a bug in a room');
      },
    },
  ],
};

export interface Notes {
  /** Writes the note and tells everybody, in one transaction; returns its id. */
  write(text: string, to: readonly Notice['to'][], more?: Partial<Notice>): Promise<string>;
  edit(id: string, text: string): Promise<void>;
  hide(id: string): Promise<void>;
}

export function notesIn(store: Store, clock: Clock): Notes {
  const author = () => ({ personId: null, surface: 'cli', now: clock.now() });
  return {
    write(text, to, more = {}) {
      const id = newId();
      return store.transact(author(), async (tx) => {
        await tx.db.setting.create({ data: { key: key(id), value: text } });
        for (const one of to)
          tx.notify({ notice: 'note.told', about: { kind: 'note', id }, to: one, ...more });
        return id;
      });
    },
    edit: (id, text) =>
      store.transact(author(), async (tx) => {
        await tx.db.setting.update({ where: { key: key(id) }, data: { value: text } });
        tx.moved({ kind: 'note', id });
      }),
    hide: (id) =>
      store.transact(author(), async (tx) => {
        await tx.db.setting.delete({ where: { key: key(id) } });
        tx.moved({ kind: 'note', id });
      }),
  };
}

/** Somebody with a linked chat account; returns the person's id. */
export async function givenChatter(
  store: Store,
  clock: Clock,
  surface: 'slack' | 'teams' = 'slack',
  state: 'linked' | 'held' | 'detached' = 'linked',
): Promise<{ readonly personId: string; readonly account: string }> {
  const { id: personId } = await givenPerson(store);
  const account = await linkAccount(store, clock, personId, surface, state);
  return { personId, account };
}

export async function linkAccount(
  store: Store,
  clock: Clock,
  personId: string,
  surface: 'slack' | 'teams',
  state: 'linked' | 'held' | 'detached' = 'linked',
): Promise<string> {
  const account = `U${newId().slice(0, 8)}`;
  await store.transact({ personId: null, surface: 'cli', now: clock.now() }, (tx) =>
    tx.db.account.create({
      data: { id: newId(), personId, surface, tenant: 'T1', account, state, seenAt: toDate(clock.now()) },
    }),
  );
  return account;
}
