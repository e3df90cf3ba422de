/** One request filed in Slack, claimed in Teams and closed on the web, and every open copy of its card moving with it. */
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { patient } from '../support/patience.ts';
import { type SampleProgram, startSampleProgram } from '../support/sample-program.ts';
import { overHttp, type Message as SlackMessage, type SlackPerson } from '../support/slack-client.ts';
import type { SlackPeer } from '../support/slack-peer.ts';
import { fillInRequest, inFrontOf, startWorkspace } from '../support/slack-staff.ts';
import type { Message as TeamsMessage, TeamsPerson } from '../support/teams-client.ts';
import { startTeamsPeer, type TeamsPeer } from '../support/teams-connector.ts';
import { inFrontOfTeams } from '../support/teams-staff.ts';
import { describeInBrowser } from './web/chromium.ts';
import { Desk } from './web/desk.ts';

let slack: SlackPeer;
let teams: TeamsPeer;
let program: SampleProgram;

beforeAll(async () => {
  slack = await startWorkspace();
  teams = await startTeamsPeer({ cloud: true });
  program = await startSampleProgram(slack, teams);
});
afterAll(async () => {
  await program?.close();
  await teams?.close();
  await slack?.close();
});

describeInBrowser('one case on all surfaces', (browser) => {
  let reference = '';
  let principal: SlackPerson;
  let coordinator: SlackPerson;
  let steward: SlackPerson;
  let other: TeamsPerson;
  let desk: Desk;
  let received: SlackMessage;
  let askedInSlack: SlackMessage;
  let askedInTeams: TeamsMessage;
  let toClassify: SlackMessage;

  beforeAll(async () => {
    const carry = overHttp(program.url, slack);
    principal = inFrontOf(slack, 'principal', carry);
    coordinator = inFrontOf(slack, 'coordinator', carry);
    steward = inFrontOf(slack, 'steward', carry);
    for (const person of [principal, coordinator, steward]) await person.commandForMessage('/safekeep');
    other = inFrontOfTeams(teams, program.url, 'otherSteward');
    await other.installs();
    desk = await Desk.of(browser(), program.url, 'Emmett Vandersloot');
  });
  afterAll(() => desk?.leave());

  it('filed in Slack, it reaches each steward where they are', async () => {
    const modal = await principal.commandForModal('/data-request');
    await fillInRequest(modal, 'Enrolment by grade');
    const ack = await modal.submit();
    reference = /DR-\d+/.exec(ack.text)?.[0] ?? '';
    received = await principal.nextDirectMessage(reference);
    askedInSlack = await steward.nextDirectMessage(reference);
    toClassify = await coordinator.nextDirectMessage(reference);
    askedInTeams = await other.next(reference);
    expect(askedInTeams.buttons).toContain('Claim');
    await desk.card(reference).getByRole('button', { name: 'Claim', exact: true }).waitFor();
  });

  it('claimed in Teams, nobody can claim it anywhere else, and each copy says who holds it', async () => {
    expect((await askedInTeams.press('Claim')).words).toContain(`You hold ${reference} now`);
    const inSlack = await steward.nextUpdate(askedInSlack);
    expect(inSlack.buttons).not.toContain('Claim');
    expect(inSlack.words).toContain('Emmett Vandersloot');
    expect((await principal.nextUpdate(received)).words).toContain('Emmett Vandersloot');
    await expect.poll(() => desk.card(reference).innerText(), patient).toMatch(/Fulfil/);
    // her copy was drawn before: the click is answered with who was first
    const late = await askedInSlack.pressForMessage('Claim');
    expect(late.words).toContain('Emmett Vandersloot');
    const claims = await program.database.store.db.auditEntry.count({
      where: { line: { contains: '"request.claimed"' } },
    });
    expect(claims).toBe(1);
  });

  it('its risk set in Slack, the copies in Teams and in the browser follow', async () => {
    const modal = await toClassify.pressForModal('Set the risk level');
    await modal.choose('Risk level', 'Low');
    await modal.fill('Reason', 'Counts only');
    await modal.submit();
    await vi.waitFor(() => expect(askedInTeams.words).toMatch(/Risk level\nLow/), patient);
    await expect.poll(() => desk.card(reference).innerText(), patient).toMatch(/Risk level\s+Low/);
  });

  it('fulfilled, sent and closed on the web, it is closed in Slack and in Teams', async () => {
    await desk.press(reference, 'Fulfil');
    await desk.dialog
      .getByLabel('Link to the secure folder')
      .fill('https://files.legacyprep.example/DataStats/1');
    await desk.submit('Fulfil');
    await desk.result(reference).waitFor();
    await desk.press(reference, 'Send');
    await desk.dialog.getByRole('radio').first().check();
    await desk.submit('Send');
    await desk.result(/sent/).waitFor();
    await desk.press(reference, 'Close');
    await desk.page.getByRole('alertdialog').getByRole('button', { name: 'Close' }).click();
    await vi.waitFor(() => expect(askedInTeams.words).toMatch(/Closed/), patient);
    await vi.waitFor(
      async () => expect((await steward.nextUpdate(askedInSlack)).words).toMatch(/Closed/),
      patient,
    );
    expect((await principal.commandForMessage('/data-request', reference)).words).toMatch(/Closed/);
  });

  it('all of it is one chain of entries, each with the surface it was done on', async () => {
    const lines = await program.database.store.db.auditEntry.findMany({ orderBy: { seq: 'asc' } });
    const surfaceOf = (what: string) =>
      lines.map(({ line }) => JSON.parse(line)).find((one) => JSON.stringify(one).includes(`"${what}"`))
        ?.surface;
    expect(
      ['request.filed', 'request.claimed', 'request.classified', 'request.closed'].map(surfaceOf),
    ).toEqual(['slack', 'teams', 'slack', 'web']);
  });
});
