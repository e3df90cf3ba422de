/** A worried teacher in Slack, in Teams and at the page without sign-in, before the real program: from thought to "do this now". */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { everyRow, fineTimes } from '../support/every-row.ts';
import { holdJobs } from '../support/jobs-held.ts';
import { patient } from '../support/patience.ts';
import { type SampleProgram, startSampleProgram } from '../support/sample-program.ts';
import { overHttp, SlackPerson } from '../support/slack-client.ts';
import { type SlackPeer, startSlackPeer } from '../support/slack-peer.ts';
import { startTeamsPeer, type TeamsPeer } from '../support/teams-connector.ts';
import { inFrontOfTeams } from '../support/teams-staff.ts';

const secret = 'Wren Q. failed algebra';
const doNow = 'Do this now';

let slack: SlackPeer;
let teams: TeamsPeer;
let program: SampleProgram;
let jobs: Awaited<ReturnType<typeof holdJobs>>;
let teacher: SlackPerson;
let security: SlackPerson;

beforeAll(async () => {
  slack = await startSlackPeer([
    { name: 'mireille', email: 'm.duboiskane@legacyprep.example' },
    { name: 'curtis', email: 'c.nakagawa@legacyprep.example' },
  ]);
  teams = await startTeamsPeer({ cloud: true });
  program = await startSampleProgram(slack, teams);
  // what they write at the full minute is none of what is looked at here
  jobs = await holdJobs(program.database.ownerUrl);
  const carry = overHttp(program.url, slack);
  [teacher, security] = [new SlackPerson(slack, carry, 'mireille'), new SlackPerson(slack, carry, 'curtis')];
  for (const person of [teacher, security]) await person.commandForMessage('/safekeep');
});
afterAll(async () => {
  await jobs?.release();
  await program?.close();
  await slack?.close();
  await teams?.close();
});

const rows = async () => everyRow(program.database.store);
const incidents = () => program.database.store.db.incident.count();

describe('in Slack', () => {
  it('/breach opens the form at once; one answer is enough, and what to do now is on the screen', async () => {
    const modal = await teacher.commandForModal('/breach');
    expect(modal.labels[0]).toBe('What happened?');
    await modal.fill('What happened?', 'I sent the class list to the wrong address.');
    await modal.submit();
    expect(modal.words).toContain(doNow);
    expect(modal.words).toMatch(/BR-[0-9A-Z]{5}/);
    expect((await security.nextDirectMessage('possible data breach')).buttons).toContain('I look into it');
  });

  it('“Report data breach” on a message takes its link along and none of its words', async () => {
    const ack = await teacher.carry(
      {
        ...teacher.base(),
        type: 'message_action',
        callback_id: 'breach.report',
        trigger_id: await teacher.trigger(),
        response_url: slack.responseUrl('shortcut'),
        message_ts: '1711111111.000200',
        channel: { id: 'C000000001', name: 'general' },
        message: {
          type: 'message',
          user: 'U1',
          ts: '1711111111.000200',
          text: secret,
          blocks: [{ text: secret }],
        },
      },
      'interactive',
    );
    expect(ack.status).toBe(200);
    const modal = await teacher.nextModal();
    expect(modal.words).toContain('A link to the message goes with your report');
    expect(modal.words).not.toContain(secret);
    await modal.fill('What happened?', 'Somebody posted a grade.');
    await modal.submit();
    expect(modal.words).toContain(doNow);
    const kept = (await rows()).join('\n');
    expect(kept).toContain('https://sample.slack.com/archives/C000000001/p1711111111000200');
    expect(kept).not.toContain(secret);
    expect(program.log.join('\n')).not.toMatch(/Somebody posted|slack\.com\/archives/);
  });

  it('without a name: delivered to the desk, and no row or line of the log says who, or when within the hour', async () => {
    const before = new Set(await rowsAtRest());
    const logged = program.log.length;
    const modal = await teacher.commandForModal('/breach', 'anonymous');
    expect((await rows()).filter((row) => !before.has(row))).toEqual([]);
    await modal.fill('What happened?', 'A list lay open in the copy room.');
    await modal.submit();
    expect(modal.words).toContain(doNow);
    expect(modal.words).toMatch(/[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/);
    await security.nextDirectMessage('somebody who did not say who they are');
    await expect.poll(waiting, patient).toBe(0);
    const { id } = await program.database.store.db.person.findFirstOrThrow({
      where: { name: { contains: 'Mireille' } },
    });
    const written = (await rows()).filter((row) => !before.has(row));
    expect(written.length).toBeGreaterThan(4);
    for (const row of written) {
      expect(row).not.toContain(id);
      expect(row).not.toMatch(/Mireille|mireille/);
      expect(row).not.toContain(teacher.userId);
      if (!row.startsWith('incident_clock')) expect(fineTimes(row), row).toEqual([]);
    }
    expect(program.log.slice(logged).filter((line) => !line.includes('"job ran"'))).toEqual([]);
  });
});

/** As they stand when nothing of what came before is under way. */
async function rowsAtRest(): Promise<readonly string[]> {
  await vi.waitFor(async () => expect(await undelivered()).toBe(0), patient);
  return rows();
}

const waiting = () =>
  program.database.store.db.outbox.count({
    where: { coarse: true, state: { in: ['waiting', 'sending'] } },
  });

const undelivered = () =>
  program.database.store.db.outbox.count({ where: { state: { in: ['waiting', 'sending'] } } });

describe('in Teams', () => {
  it('the action on a message opens the form with its link and none of its words', async () => {
    const ana = inFrontOfTeams(teams, program.url, 'newcomer');
    await ana.installs();
    const link = 'https://teams.microsoft.com/l/message/19:abc@thread.v2/1700000000001';
    const before = await incidents();
    const dialog = await ana.messageAction('breach.report', link);
    expect(dialog.words).toContain('A link to the message goes with your report');
    expect(dialog.words).not.toContain('Words of somebody else');
    dialog.fill('What happened?', 'Somebody posted a list.');
    await dialog.press('Report it now');
    expect(dialog.words).toContain(doNow);
    expect(await incidents()).toBe(before + 1);
    const kept = (await rows()).join('\n');
    expect(kept).toContain(link);
    expect(kept).not.toContain('Words of somebody else');
  });

  it('“breach” typed is answered with the form in one press', async () => {
    const ana = inFrontOfTeams(teams, program.url, 'principal');
    await ana.installs();
    const invitation = await ana.types('breach');
    const dialog = await invitation.pressForDialog('Open');
    dialog.fill('What happened?', 'A laptop is gone.');
    await dialog.press('Report it now');
    expect(dialog.words).toContain(doNow);
  });
});

describe('at the page without sign-in', () => {
  it('asks for no session, and opening it writes neither a row nor a line of the log', async () => {
    const before = await rowsAtRest();
    const logged = program.log.length;
    const headers = { cookie: 'safekeep_session=somebody' };
    for (const path of ['/report', '/report/follow-up'])
      expect((await fetch(`${program.url}${path}`, { headers })).status).toBe(200);
    expect(await rows()).toEqual(before);
    expect(program.log.slice(logged).filter((line) => !line.includes('"job ran"'))).toEqual([]);
  });
});
