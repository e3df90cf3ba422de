/** Sets the scene for Slack: a database for each side, a Slack peer, our program and bare Bolt. */
import type { ChildProcess } from 'node:child_process';
import type pg from 'pg';
import { startHelper, startProgram, stop, workspace } from './children.ts';
import { layGround } from './ground.ts';
import { type Loose, type Sender, senderTo } from './slack-sender.ts';

export interface Side {
  readonly child: ChildProcess;
  readonly sender: Sender;
  /** As the owner. */
  readonly db: pg.Pool;
}

/** Files the first request. */
export const filer = 'e.whitcombe@legacyprep.example';

export interface Stage {
  readonly ours: Side;
  readonly bare: Side;
  /** Everybody's Slack account, the one who files first. */
  readonly users: readonly string[];
  /** The modal that our program opens for a trigger. */
  opened(trigger: string): Promise<Loose>;
  /** The text and blocks of the last message posted, and how many were. */
  posted(): Promise<{ readonly count: number; readonly message: Readonly<Record<string, string>> }>;
  close(): Promise<void>;
}

export async function setStage(): Promise<Stage> {
  const ground = await layGround();
  const { close } = ground;
  try {
    const oursUrl = await ground.district('ours');
    const ours = ground.pool(oursUrl);
    const bare = ground.pool(await ground.district('bare', 'ours'));
    const users = await giveAccounts(ours);
    await giveAccounts(bare);

    const peer = await startHelper('slack-peer.ts');
    ground.with(() => stop(peer.child));
    const opened = modalsOf(peer.child);
    const bolt = await startHelper('bare-bolt.ts', {
      DATABASE_URL: ground.asApp('bare'),
      SLACK_API_URL: peer.url,
    });
    ground.with(() => stop(bolt.child));
    const program = await startProgram({
      DATABASE_URL: oursUrl,
      SLACK_BOT_TOKEN: workspace.botToken,
      SLACK_SIGNING_SECRET: workspace.signingSecret,
      SLACK_API_URL: peer.url,
    });
    ground.with(() => stop(program.child));
    return {
      ours: { child: program.child, sender: senderTo(program.url), db: ours },
      bare: { child: bolt.child, sender: senderTo(bolt.url), db: bare },
      users,
      opened,
      async posted() {
        const { counts, lastMessage } = (await (await fetch(`${peer.url}/seen`)).json()) as Loose;
        return { count: counts['chat.postMessage'] ?? 0, message: lastMessage };
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Everybody has spoken in Slack once: accounts are matched at the first word, which is not what is measured. */
async function giveAccounts(db: pg.Pool): Promise<readonly string[]> {
  const { rows } = await db.query<{ account: string }>(
    `with given as (
       insert into account (id, person_id, surface, tenant, account, state, seen_at)
       select gen_random_uuid()::text, id, 'slack', $1, 'U' || row_number() over (order by email), 'linked', now()
         from person where status = 'active'
       returning account, person_id)
     select account from given join person p on p.id = person_id order by p.email = $2 desc, account`,
    [workspace.team, filer],
  );
  return rows.map(({ account }) => account);
}

function modalsOf(peer: ChildProcess): Stage['opened'] {
  const arrived = new Map<string, Loose>();
  const awaited = new Map<string, (view: Loose) => void>();
  peer.on('message', ({ trigger, view }: { trigger: string; view: Loose }) => {
    const wants = awaited.get(trigger);
    awaited.delete(trigger);
    if (wants) wants(view);
    else arrived.set(trigger, view);
  });
  return async (trigger) => {
    const view = arrived.get(trigger);
    arrived.delete(trigger);
    return view ?? new Promise((resolve) => awaited.set(trigger, resolve));
  };
}
