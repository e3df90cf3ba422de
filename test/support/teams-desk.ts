/** A Teams-like client for trying things by hand: `node --import tsx test/support/teams-desk.ts [port]`. */
import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { cardLibrary, hostConfig } from './adaptive-page.ts';
import { databaseUrl, newFolder, type Program, startProgram, sweepUp } from './program.ts';

// Teams' own JSON, passed on as it is
// biome-ignore lint/suspicious/noExplicitAny: an outsider has no types of ours
type Loose = any;

interface Somebody {
  readonly name: string;
  readonly email: string;
  readonly title: string;
  /** "29:…". */
  readonly id: string;
  readonly aadObjectId: string;
  readonly personal: string;
  installed: boolean;
}

interface Said {
  readonly id: string;
  readonly from: string;
  body: Loose;
}

export interface Desk {
  readonly url: string;
  readonly program: Program;
  close(): Promise<void>;
}

const here = path.join(import.meta.dirname, 'teams-desk');
const bot = { id: '28:safekeep', name: 'Safekeep' };
/** Everybody of the sample district sits in it. */
const group = '19:staff@thread.v2';
const files: Readonly<Record<string, readonly [file: string, type: string]>> = {
  '/': [path.join(here, 'page.html'), 'text/html'],
  '/page.css': [path.join(here, 'page.css'), 'text/css'],
  '/page.js': [path.join(here, 'page.js'), 'text/javascript'],
  '/cards.js': [path.join(here, 'cards.js'), 'text/javascript'],
  '/adaptivecards.js': [cardLibrary, 'text/javascript'],
};

/** The program on an empty folder, which it furnishes with the sample district, and a desk to sit at. */
export async function openDesk(port = 0): Promise<Desk> {
  const dataDir = await newFolder();
  const program = await startProgram({ dataDir, env: { TEAMS_EMULATOR: '1' } });
  const people = await sampleStaff(dataDir);
  const chats = new Map<string, Said[]>();

  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', url);
    const json = (status: number, body: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    const file = files[pathname];
    if (file) {
      response.writeHead(200, { 'content-type': `${file[1]}; charset=utf-8` }).end(await readFile(file[0]));
      return;
    }
    if (pathname.startsWith('/look/'))
      return json(200, hostConfig(pathname.endsWith('dark') ? 'dark' : 'light'));
    const body = await bodyOf(request);
    if (pathname.startsWith('/v3/conversations')) {
      const [status, answer] = connector(request.method ?? '', pathname, body);
      return json(status, answer);
    }
    if (pathname === '/log') return json(200, program.log.slice(-50));
    if (pathname === '/people') return json(200, people);
    if (pathname === '/chat') return json(200, chats.get(searchParams.get('in') ?? '') ?? []);
    if (pathname === '/say') return json(200, await say(body));
    if (pathname === '/invoke') return json(200, await invoke(body));
    if (pathname === '/install') return json(200, await install(body));
    response.writeHead(404).end();
  }

  /** What the program asks of Teams. */
  function connector(method: string, pathname: string, body: Loose): [status: number, answer: object] {
    const [conversation = '', what, about] = pathname.split('/').slice(3).map(decodeURIComponent);
    if (method === 'POST' && conversation === '') {
      const who = people.find((one) => [one.id, one.aadObjectId].includes(body.members[0].id));
      return who?.installed
        ? [201, { id: who.personal }]
        : [403, { error: { code: 'ForbiddenOperationException' } }];
    }
    if (method === 'GET' && what === 'members') {
      const who = people.find((one) => [one.id, one.aadObjectId].includes(about ?? ''));
      return who ? [200, { ...who, userPrincipalName: who.email, userRole: 'user' }] : [404, {}];
    }
    const chat = chatOf(conversation);
    if (method === 'POST') {
      const id = randomUUID();
      chat.push({ id, from: bot.id, body });
      return [201, { id }];
    }
    const said = chat.find(({ id }) => id === about);
    if (!said) return [404, { error: { code: 'ActivityNotFoundInConversation' } }];
    if (method === 'PUT') said.body = body;
    else chat.splice(chat.indexOf(said), 1);
    return [200, { id: said.id }];
  }

  function chatOf(conversation: string): Said[] {
    const chat = chats.get(conversation) ?? [];
    chats.set(conversation, chat);
    return chat;
  }

  /** An activity of somebody's, as Teams sends it. */
  async function send(as: string, conversation: string, activity: Loose): Promise<Response> {
    const who = people.find(({ id }) => id === as);
    if (!who) throw new Error('nobody of that id');
    const personal = conversation === who.personal;
    return fetch(`${program.url}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        id: randomUUID(),
        channelId: 'msteams',
        serviceUrl: url,
        timestamp: new Date().toISOString(),
        from: { id: who.id, aadObjectId: who.aadObjectId, name: who.name },
        recipient: bot,
        conversation: {
          id: conversation,
          conversationType: personal ? 'personal' : 'groupChat',
          ...(personal ? {} : { isGroup: true }),
        },
        ...activity,
      }),
    });
  }

  async function say({ as, conversation, text, value, replyToId }: Loose): Promise<object> {
    const id = randomUUID();
    if (text) chatOf(conversation).push({ id, from: as, body: { text } });
    const mention = { type: 'mention', mentioned: bot, text: '<at>Safekeep</at>' };
    const called =
      conversation === group ? { text: `<at>Safekeep</at> ${text}`, entities: [mention] } : { text };
    const answer = await send(as, conversation, { type: 'message', id, ...called, value, replyToId });
    return { status: answer.status };
  }

  async function invoke({ as, conversation, name, value, replyToId }: Loose): Promise<object> {
    const answer = await send(as, conversation, { type: 'invoke', name, value, replyToId });
    const text = await answer.text();
    return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) };
  }

  async function install({ as, action }: Loose): Promise<object> {
    const who = people.find(({ id }) => id === as);
    if (!who) throw new Error('nobody of that id');
    who.installed = action === 'add';
    const answer = await send(as, who.personal, { type: 'installationUpdate', action });
    return { status: answer.status };
  }

  return {
    url,
    program,
    async close() {
      server.closeAllConnections();
      server.close();
      await program.stop();
      await sweepUp();
    },
  };
}

async function sampleStaff(dataDir: string): Promise<Somebody[]> {
  const client = new pg.Client({ connectionString: await databaseUrl(dataDir) });
  await client.connect();
  const { rows } = await client.query<{
    id: string;
    name: string;
    email: string;
    job_title: string;
    roles: string[];
  }>(
    `SELECT person.id, name, email, job_title, array_remove(array_agg(role), NULL) AS roles
       FROM person LEFT JOIN role_holding ON person_id = person.id
      WHERE status = 'active' GROUP BY person.id ORDER BY count(role) DESC, name`,
  );
  await client.end();
  return rows.map(({ id, name, email, job_title, roles }) => {
    const hash = createHash('sha256').update(id).digest('hex');
    return {
      name,
      email: email ?? '',
      title: [job_title, ...roles].join(' · '),
      id: `29:${hash}`,
      aadObjectId: hash.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5'),
      personal: `a:${hash.slice(0, 32)}`,
      installed: false,
    };
  });
}

async function bodyOf(request: IncomingMessage): Promise<Loose> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const text = Buffer.concat(parts).toString('utf8');
  return text === '' ? {} : JSON.parse(text);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const desk = await openDesk(Number(process.argv[2] ?? 4500));
  process.stdout.write(`The desk is at ${desk.url}; Ctrl-C ends it.\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void desk.close().then(() => process.exit(0)));
}
