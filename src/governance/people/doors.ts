/** The ways into the web surface: links and codes by e-mail, sessions, and picking who you are in the sample district. */
import type { Person } from '../../app/person.ts';
import type { Directory, Doors, OpenedSession, Post } from '../../app/ports.ts';
import type { Clock } from '../../kernel/clock.ts';
import { errorFields, type Log } from '../../kernel/log.ts';
import type { Author, Store } from '../../store/store.ts';
import type { Tx } from '../../store/tx.ts';
import { linkMinutes } from './rules/sign-in.ts';
import { atTheDoor } from './rules/status.ts';
import { personByEmail } from './store/accounts.ts';
import { activePeople, localToday } from './store/directory.ts';
import { endSession, openSession, personOfSession } from './store/sessions.ts';
import {
  linkLooksGood,
  makeLink,
  type NewLink,
  ownerOfLink,
  spendLinkByCode,
  spendLinkByToken,
} from './store/sign-in-links.ts';

export interface DoorsDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly directory: Directory;
  readonly post: Post;
  readonly log: Log;
  /** The district's zone. */
  readonly zone: string;
  /** How the letter names the district. */
  readonly district: string;
  /** A sample database: people may be picked. */
  readonly sample: boolean;
  /** Whether people between two contracts are let in; they are unless this says no. */
  readonly offContractEnters?: boolean;
}

/** `settled` resolves when no letter is on its way any more: for a graceful stop, and for tests. */
export type RunningDoors = Doors & { settled(): Promise<void> };

export function createDoors(deps: DoorsDeps): RunningDoors {
  const { store, clock, log, offContractEnters = true } = deps;
  const today = () => localToday(clock, deps.zone);
  const onTheWay = new Set<Promise<void>>();

  function author(personId: string): Author {
    return { personId, surface: 'web', now: clock.now() };
  }

  async function activeByEmail(email: string): Promise<Person | undefined> {
    const person = await personByEmail(store, email.trim(), today());
    return entering(person);
  }

  function entering(person: Person | undefined): Person | undefined {
    return person && atTheDoor(person, offContractEnters) === 'active' ? person : undefined;
  }

  async function personOfToken(token: string): Promise<Person | undefined> {
    return entering(await personOfSession(store, token, clock.now(), today()));
  }

  async function makeAndSend(email: string, publicUrl: string): Promise<void> {
    const person = await activeByEmail(email);
    if (!person?.email) return;
    const link = await store.transact(author(person.id), (tx) => makeLink(tx, person.id));
    if (!link) return log.warn({ person: person.id }, 'sign-in link not sent: too many within the hour');
    const delivery = await deps.post.send({
      to: person.email,
      subject: `Sign in to Safekeep, ${deps.district}`,
      text: letter(person, link, publicUrl),
      rowId: link.id,
    });
    if (delivery.kind !== 'sent')
      log.warn({ person: person.id, outcome: delivery.kind }, 'sign-in link could not be sent');
  }

  /** The session is opened in the transaction that spends the link, and only for somebody still active. */
  function enter(
    personId: string,
    spend: (tx: Tx) => Promise<boolean>,
    startedBy: 'sign-in-link' | 'picked' = 'sign-in-link',
  ): Promise<OpenedSession | undefined> {
    return store.transact(author(personId), async (tx) => {
      if (!(await spend(tx))) return undefined;
      const person = await deps.directory.person(tx, personId);
      return entering(person) ? openSession(tx, personId, startedBy) : undefined;
    });
  }

  return {
    personOfSession: personOfToken,
    endSession: async (token) => {
      const person = await personOfToken(token);
      if (person) await store.transact(author(person.id), (tx) => endSession(tx, token));
    },
    async sendLink(email, publicUrl) {
      // Answered at once, before anybody is looked up: neither words nor waiting time tell who works here.
      const sending = makeAndSend(email, publicUrl).catch((error: unknown) =>
        log.error(errorFields(error), 'sign-in link failed'),
      );
      onTheWay.add(sending);
      void sending.finally(() => onTheWay.delete(sending));
    },
    settled: async () => {
      await Promise.all(onTheWay);
    },
    looksGood: (token) => linkLooksGood(store, token, clock.now()),
    async spendLink(token) {
      const owner = await ownerOfLink(store, token);
      return owner === undefined ? undefined : enter(owner, (tx) => spendLinkByToken(tx, token));
    },
    async spendCode(email, code) {
      const person = await activeByEmail(email);
      if (!person) return undefined;
      return enter(person.id, (tx) => spendLinkByCode(tx, person.id, code.replace(/\D/g, '')));
    },
    ...(deps.sample
      ? {
          sample: {
            people: () => activePeople(store, today()),
            pick: (personId: string) => enter(personId, async () => true, 'picked'),
          },
        }
      : {}),
  };
}

function letter(person: Person, link: NewLink, publicUrl: string): string {
  return [
    `Hello ${person.name},`,
    `open this page and press the button on it to sign in to Safekeep:\n${publicUrl}/sign-in/${link.token}`,
    `Or type this code on the page where you asked for it: ${link.code.slice(0, 3)} ${link.code.slice(3)}`,
    `Both work once, within ${linkMinutes} minutes. If you did not ask for this, ignore this letter; nobody can sign in without it.`,
  ].join('\n\n');
}
