/** Sets the scene for Teams: a district whose staff have spoken there, a peer, our program and a bare CloudAdapter. */
import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import type pg from 'pg';
import { teamsSettings } from '../support/microsoft.ts';
import { appId, tenant } from '../support/teams-keys.ts';
import { startHelper, startProgram, stop } from './children.ts';
import { layGround } from './ground.ts';
import { fileRequest } from './model-request.ts';
import type { Drained } from './outbox.ts';
import type { Loose } from './slack-sender.ts';
import { filer } from './stage.ts';

interface Talker {
  /** Types a line in a chat with the bot; milliseconds until the card that answers has arrived at the peer. */
  types(text: string): Promise<number>;
}

export interface TeamsStage extends Drained {
  readonly ours: Talker & { readonly child: ChildProcess; readonly db: pg.Pool };
  readonly bare: Talker & { readonly child: ChildProcess };
  /** Everybody's conversation with the bot, the one who asks first. */
  readonly conversations: readonly string[];
  /** The number of a request that the one who asks has filed. */
  readonly filed: number;
  /** The last message posted, and how many were. */
  posted(): Promise<{ readonly count: number; readonly message: Loose }>;
  close(): Promise<void>;
}

interface Peer {
  readonly url: string;
  readonly child: ChildProcess;
  readonly ours: { readonly service: string; readonly token: string };
  readonly bare: { readonly service: string; readonly token: string };
}

interface Someone {
  readonly account: string;
  readonly conversation: string;
}

export async function setTeamsStage(): Promise<TeamsStage> {
  const ground = await layGround();
  try {
    const databaseUrl = await ground.district('ours');
    const db = ground.pool(databaseUrl);
    const peer: Peer = await startHelper('teams-peer.ts');
    ground.with(() => stop(peer.child));
    const staff = await giveAccounts(db, peer.ours.service);
    const filed = await fileModel(db, databaseUrl);
    const bare = await startHelper('bare-teams.ts', { TEAMS_PEER: peer.url });
    ground.with(() => stop(bare.child));
    const program = await startProgram({
      DATABASE_URL: databaseUrl,
      ...teamsSettings({ appId, tenant, base: peer.url }),
    });
    ground.with(() => stop(program.child));
    const [who = { account: '', conversation: '' }] = staff;
    return {
      ours: { child: program.child, db, types: talker(program.url, peer, peer.ours, who) },
      bare: { child: bare.child, types: talker(bare.url, peer, peer.bare, who) },
      conversations: staff.map(({ conversation }) => conversation),
      filed,
      async posted() {
        const { sent, last } = (await (await fetch(`${peer.url}/seen`)).json()) as Loose;
        return { count: sent, message: last };
      },
      close: ground.close,
    };
  } catch (error) {
    await ground.close();
    throw error;
  }
}

/** Everybody has spoken in Teams once. */
async function giveAccounts(db: pg.Pool, service: string): Promise<readonly Someone[]> {
  const { rows } = await db.query<Someone>(
    `with given as (
       insert into account (id, person_id, surface, tenant, account, state, seen_at, whereabouts)
       select gen_random_uuid()::text, id, 'teams', $1, gen_random_uuid()::text, 'linked', now(),
              jsonb_build_object('conversation', 'a:' || id, 'service', $2::text, 'user', '29:' || id,
                                 'bot', '28:' || $3::text, 'tenant', $1::text)
         from person where status = 'active'
       returning account, person_id, whereabouts ->> 'conversation' as conversation)
     select account, conversation from given join person p on p.id = person_id order by p.email = $4 desc, account`,
    [tenant, service, appId, filer],
  );
  return rows;
}

async function fileModel(db: pg.Pool, databaseUrl: string): Promise<number> {
  const { rows } = await db.query<{ person: string; collection: string }>(
    `select (select id from person where email = $1) as person,
            (select id from data_collection order by name limit 1) as collection`,
    [filer],
  );
  return fileRequest(databaseUrl, rows[0]?.person ?? '', rows[0]?.collection ?? '');
}

/** One connection that stays open; the peer says when the answer came. */
function talker(
  url: string,
  peer: Peer,
  { service, token }: Peer['ours'],
  { account, conversation }: Someone,
) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const headers = { 'content-type': 'application/json; charset=utf-8', authorization: `Bearer ${token}` };
  return async (text: string): Promise<number> => {
    const activity = {
      ...{ type: 'message', id: `1:${randomUUID()}`, channelId: 'msteams', serviceUrl: service, text },
      timestamp: new Date().toISOString(),
      from: { id: conversation.replace('a:', '29:'), name: 'Someone', aadObjectId: account },
      recipient: { id: `28:${appId}`, name: 'Safekeep' },
      conversation: { id: conversation, conversationType: 'personal', tenantId: tenant },
      channelData: { tenant: { id: tenant } },
    };
    peer.child.send({ watch: conversation });
    await once(peer.child, 'message');
    const arrived = once(peer.child, 'message');
    const begun = performance.now();
    const body = Buffer.from(JSON.stringify(activity));
    const answered = new Promise<void>((resolve, reject) => {
      const options = { method: 'POST', agent, headers: { ...headers, 'content-length': body.length } };
      const asked = request(`${url}/api/messages`, options, (answer) => {
        answer.resume().once('end', () => {
          if ((answer.statusCode ?? 500) < 300) resolve();
          else reject(new Error(`Teams got ${answer.statusCode}`));
        });
      });
      asked.once('error', reject).end(body);
    });
    await Promise.race([arrived, answered.then(() => arrived)]);
    const ms = performance.now() - begun;
    await answered;
    return ms;
  };
}
