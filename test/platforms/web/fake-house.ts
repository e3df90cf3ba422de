/** A house that is all front: fixed answers to every interaction, so that the web surface can be tried alone. */
import type { AddressInfo } from 'node:net';
import express from 'express';
import type { Person } from '../../../src/app/person.ts';
import type { CommandListing, Doors, Feed, FeedItem, OpenedSession } from '../../../src/app/ports.ts';
import { decodeToken } from '../../../src/chat/form-token.ts';
import type { Envelope, Reply } from '../../../src/chat/interaction.ts';
import { readForm } from '../../../src/chat/read-form.ts';
import { fixedClock, Temporal } from '../../../src/kernel/clock.ts';
import { createLog } from '../../../src/kernel/log.ts';
import { connectWeb } from '../../../src/platforms/web/platform.ts';
import { certificate, claimedCard, everyCard, everyField, homeCard, ndaFields, openForm } from './samples.ts';

export function person(id: string, name: string, more: Partial<Person> = {}): Person {
  return {
    id,
    name,
    email: `${id}@example.org`,
    jobTitle: 'Teacher',
    personType: 'employee',
    status: 'active',
    building: 'North Campus',
    supervisorId: undefined,
    hireDate: '2026-08-01',
    roles: [],
    ...more,
  };
}

export const people: readonly Person[] = [
  person('jordan', 'Jordan Whitfield', { jobTitle: 'Mathematics teacher', roles: ['educator'] }),
  person('maria', 'Maria de la Cruz', {
    jobTitle: 'Data and Statistics Coordinator',
    building: 'District Office',
    roles: ['coordinator_data_stats', 'data_steward'],
  }),
  person('sami', 'سامي الحسن', { jobTitle: 'Registrar', roles: ['data_steward'] }),
  person('lea', 'Lea Okafor', { status: 'leave', jobTitle: 'Counselor' }),
  person('ann', 'Ann <b>Lee</b>', { building: 'District Office', jobTitle: 'HR specialist', roles: ['hr'] }),
];

export const commands: readonly CommandListing[] = [
  {
    name: 'data-request',
    summary: 'Ask for data, or look at a request',
    example: 'DR-1042',
    words: [
      { word: 'queue', summary: 'What waits for a steward' },
      { word: 'for', takes: 'NAME', summary: 'What somebody asked for' },
    ],
  },
  { name: 'nda', summary: 'Sign the privacy agreement (NDA)', words: [] },
  { name: 'safekeep', summary: 'Your list', words: [{ word: 'help', summary: 'What you can type' }] },
  {
    ...{ name: 'breach', summary: 'Report a worry', words: [] },
    first: { label: 'Report a possible data breach', form: 'breach.report' },
  },
];

export interface FakeHouse {
  readonly url: string;
  readonly port: number;
  readonly seen: Envelope[];
  /** Instead of the fixed answers. */
  answer: ((envelope: Envelope) => Promise<Reply | undefined> | Reply | undefined) | undefined;
  notices: FeedItem[];
  nudge(personId: string): void;
  readonly logged: string[];
  readonly watching: () => number;
  readonly mails: string[];
  /** A session without its page. */
  session(personId: string): string;
  /** Ends every session, as time would. */
  forget(): void;
  stop(): Promise<void>;
}

export interface FakeOptions {
  readonly sample?: boolean;
  readonly allowPick?: boolean;
  readonly mail?: boolean;
  readonly publicUrl?: string;
}

export const goodLink = 'a-link-token-of-forty-three-characters-long';

export async function startFakeHouse(options: FakeOptions = {}): Promise<FakeHouse> {
  const { sample = true, allowPick = true, mail = true } = options;
  const clock = fixedClock('2026-11-21T21:05:00Z');
  const http = express();
  const server = http.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  const sessions = new Map<string, string>();
  const watchers = new Map<() => void, string>();
  const logged: string[] = [];
  let made = 0;

  function session(personId: string): string {
    made += 1;
    const token = `session-${made}-${personId}`;
    sessions.set(token, personId);
    return token;
  }
  function open(personId: string): OpenedSession {
    return { token: session(personId), expiresAt: clock.now().add({ hours: 12 }) };
  }

  const mails: string[] = [];
  let spent = false;
  const doors: Doors = {
    personOfSession: async (token) => people.find(({ id }) => id === sessions.get(token)),
    endSession: async (token) => void sessions.delete(token),
    sendLink: async (email) => void mails.push(email),
    looksGood: async (token) => token === goodLink && !spent,
    async spendLink(token) {
      if (token !== goodLink || spent) return undefined;
      spent = true;
      return open('jordan');
    },
    spendCode: async (email, code) =>
      email === 'jordan@example.org' && code === '012345' ? open('jordan') : undefined,
    ...(sample
      ? {
          sample: {
            people: async () => people,
            pick: async (id) => (people.some((one) => one.id === id) ? open(id) : undefined),
          },
        }
      : {}),
  };

  const feed: Feed = {
    recent: async () => house.notices,
    subscribe(personId, onNews) {
      watchers.set(onNews, personId);
      return () => watchers.delete(onNews);
    },
  };

  const platform = await connectWeb(
    {
      async dispatch(envelope) {
        house.seen.push(envelope);
        return (await house.answer?.(envelope)) ?? fixedAnswer(envelope);
      },
      commands,
      messageActions: [],
      namelessForms: [{ id: 'worry', path: 'report', offer: 'Report without your name' }],
      http,
      clock,
      log: createLog('info', { write: (line) => void logged.push(line) }),
      sample,
      publicUrl: options.publicUrl ?? `http://127.0.0.1:${port}`,
    },
    { doors, feed, allowPick, mailConfigured: mail },
  );

  const house: FakeHouse = {
    url: `http://127.0.0.1:${port}`,
    port,
    seen: [],
    answer: undefined,
    notices: [
      { rowId: 'n1', at: Temporal.Instant.from('2026-11-21T20:00:00Z'), when: '1:00 PM', card: everyCard },
    ],
    nudge(personId) {
      for (const [onNews, whose] of watchers) if (whose === personId) onNews();
    },
    logged,
    watching: () => watchers.size,
    mails,
    session,
    forget: () => sessions.clear(),
    async stop() {
      await platform.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return house;
}

function fixedAnswer({ interaction }: Envelope): Reply {
  switch (interaction.kind) {
    case 'home':
    case 'look':
    case 'lifecycle':
      return { kind: 'card', card: homeCard };
    case 'command':
      if (interaction.name === 'data-request' && interaction.text === '')
        return { kind: 'form', open: openForm(everyField, 'request.file', {}) };
      if (interaction.name === 'nda') return { kind: 'form', open: openForm(ndaFields, 'nda.sign', {}) };
      if (interaction.text === 'paper') return { kind: 'document', document: certificate };
      return { kind: 'card', card: everyCard };
    case 'open-form':
      return interaction.form.startsWith('nda')
        ? { kind: 'form', open: openForm(ndaFields, 'nda.sign', { g1: true }) }
        : { kind: 'form', open: openForm(everyField, interaction.form, {}) };
    case 'submit': {
      const token = decodeToken(interaction.token);
      if (!token)
        return { kind: 'done', tone: 'warning', text: 'This form is damaged. Please open it again.' };
      const fields = token.form.startsWith('nda') ? ndaFields : everyField;
      const read = readForm(fields, interaction.values);
      if (read.ok)
        return { kind: 'done', tone: 'good', text: 'Sent. A data steward is told.', card: everyCard };
      return {
        kind: 'invalid',
        open: openForm(fields, token.form, interaction.values, { errors: read.problem }),
      };
    }
    case 'change': {
      const token = decodeToken(interaction.token);
      return { kind: 'form', open: openForm(ndaFields, token?.form ?? 'nda.sign', interaction.values) };
    }
    case 'action':
      if (!interaction.id.startsWith('request.'))
        return { kind: 'done', tone: 'warning', text: 'This button is from an older version of Safekeep.' };
      return { kind: 'done', tone: 'good', text: 'Claimed. It is yours now.', card: claimedCard };
    case 'options':
      return {
        kind: 'options',
        options: people
          .filter(({ name }) => name.toLowerCase().includes(interaction.query.toLowerCase()))
          .map(({ id, name, jobTitle }) => ({ value: id, label: name, description: jobTitle })),
      };
    case 'document':
      if (interaction.document === 'agreement.certificate')
        return { kind: 'document', document: certificate };
      if (interaction.document === 'agreement.csv')
        return {
          kind: 'document',
          document: {
            kind: 'file',
            name: 'lines.csv',
            mediaType: 'text/csv',
            content: 'line,time\nG1,14:03\n',
          },
        };
      return { kind: 'done', tone: 'warning', text: 'There is no such page, or it is not yours to see.' };
  }
}
