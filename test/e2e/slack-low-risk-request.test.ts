/** A low-risk data request from filing to closing, by signed requests to the real program, by people who only see Slack. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SampleProgram, startSampleProgram } from '../support/sample-program.ts';
import { type Message, type Modal, overHttp, SlackPerson } from '../support/slack-client.ts';
import { type SlackPeer, startSlackPeer } from '../support/slack-peer.ts';
import { fillInRequest } from '../support/slack-staff.ts';

let peer: SlackPeer;
let program: SampleProgram;
let principal: SlackPerson;
let steward: SlackPerson;
let other: SlackPerson;
let coordinator: SlackPerson;
let newcomer: SlackPerson;
let stranger: SlackPerson;

beforeAll(async () => {
  peer = await startSlackPeer([
    { name: 'eleanor', email: 'e.whitcombe@legacyprep.example' },
    { name: 'nadia', email: 'n.petrakis@legacyprep.example' },
    { name: 'emmett', email: 'e.vandersloot@legacyprep.example' },
    { name: 'anjali', email: 'a.deshmukh@legacyprep.example' },
    { name: 'mireille', email: 'm.duboiskane@legacyprep.example' },
    { name: 'pupil', email: 'pupil@students.legacyprep.example' },
  ]);
  program = await startSampleProgram(peer);
  const carry = overHttp(program.url, peer);
  const at = (name: string) => new SlackPerson(peer, carry, name);
  [principal, steward, other, coordinator, stranger] = [
    at('eleanor'),
    at('nadia'),
    at('emmett'),
    at('anjali'),
    at('pupil'),
  ];
  newcomer = at('mireille');
  // An account is known from the first word it says; until then nobody can be written to.
  for (const person of [principal, steward, other, coordinator]) await person.commandForMessage('/safekeep');
});
afterAll(async () => {
  await program?.close();
  await peer?.close();
});

async function fillIn(modal: Modal, question: string): Promise<void> {
  await fillInRequest(modal, 'Enrolment by grade');
  await modal.fill('Question', question);
}

const requests = () => program.database.store.db.dataRequest.count();

describe('a low-risk request in Slack (R064)', () => {
  let reference = '';
  let asked: Message;

  it('a refused form keeps what was typed and names the field; corrected and sent again, it is one request', async () => {
    const modal = await principal.commandForModal('/data-request');
    await fillIn(modal, 'How many, for Jo Doe 01/02/2015?');
    await modal.submit();
    expect(modal.words).toContain('student data');
    expect(modal.words).toContain('Jo Doe 01/02/2015');
    expect(modal.value('Title')).toBe('Enrolment by grade');
    expect(await requests()).toBe(0);
    await modal.fill('Question', 'How many in each grade?');
    const payload = await modal.submitPayload();
    const ack = await modal.submit();
    reference = /DR-\d+/.exec(ack.text)?.[0] ?? '';
    expect(modal.words).toContain(`${reference} is filed`);
    // Slack delivers the same again: one request, and the card as it stands
    const again = await principal.carry(payload, 'interactive');
    expect(again.text).toContain('already done');
    expect(again.text).toContain(reference);
    expect(await requests()).toBe(1);
  });

  it('its stewards are asked, and of two who claim at once one holds it', async () => {
    asked = await steward.nextDirectMessage(reference);
    const askedToo = await other.nextDirectMessage(reference);
    const [first, second] = await Promise.all([
      asked.pressForMessage('Claim'),
      askedToo.pressForMessage('Claim'),
    ]);
    const winners = [first, second].filter(({ words }) => words.includes(`You hold ${reference} now`));
    expect(winners).toHaveLength(1);
    const claims = await program.database.store.db.auditEntry.count({
      where: { line: { contains: '"request.claimed"' } },
    });
    expect(claims).toBe(1);
    // whoever lost sees who won, on the card that asked them
    const loser = winners[0] === first ? askedToo : asked;
    const moved = await loser.person.nextUpdate(loser);
    expect(moved.buttons).not.toContain('Claim');
    if (winners[0] === second) [steward, other, asked] = [other, steward, askedToo];
  });

  it('the Coordinator sets the risk', async () => {
    const told = await coordinator.nextDirectMessage(reference);
    const modal = await told.pressForModal('Set the risk level');
    await modal.choose('Risk level', 'Low');
    await modal.fill('Reason', 'Counts only');
    await modal.submit();
    expect(modal.title).toBe('Done');
  });

  it('the steward fulfils it with a secure folder, and a link that is none is refused under its field', async () => {
    const card = await steward.commandForMessage('/data-request', reference);
    const modal = await card.pressForModal('Fulfil');
    await modal.fill('Link to the secure folder', 'on my desk');
    await modal.submit();
    expect(modal.errors['Link to the secure folder']).toContain('secure folder');
    await modal.fill('Link to the secure folder', 'https://files.legacyprep.example/DataStats/1');
    await modal.submit();
    expect(modal.title).toBe('Done');
  });

  it('sends and closes it, and the requester is told', async () => {
    const card = await steward.commandForMessage('/data-request', reference);
    const modal = await card.pressForModal('Send');
    await modal.choose('How were they delivered?', 'SFTP website');
    await modal.submit();
    expect(modal.words).toContain('was sent');
    expect((await principal.nextDirectMessage(reference)).words).toContain(reference);
    const after = await steward.commandForMessage('/data-request', reference);
    if (after.buttons.includes('Close')) await after.pressForMessage('Close');
    expect((await steward.commandForMessage('/data-request', reference)).words).toMatch(/closed/i);
  });
});

describe('the privacy agreement in Slack (R021, R022)', () => {
  it('is initialled line by line, kept when interrupted, and sealed; a line missing is named', async () => {
    const first = await newcomer.commandForModal('/nda');
    const lines = first.labels.filter(
      (label) => !['Signing electronically', 'Your full name'].includes(label),
    );
    expect(lines).toHaveLength(24);
    const [one = '', two = ''] = lines;
    await first.tick(one);
    await first.tick(two);
    // closed half-way and opened again: what was initialled is still there
    const modal = await newcomer.commandForModal('/nda');
    expect(modal.value(one)).toEqual([expect.stringContaining('I initial')]);
    const isTraining = (label: string): boolean => label.includes('Fundamentals Training');
    for (const label of lines.slice(1).filter((one) => !isTraining(one))) await modal.tick(label);
    await modal.untick(two);
    await modal.tick('Signing electronically');
    await modal.fill('Your full name', 'Mireille Dubois-Kane');
    await modal.submit();
    expect(Object.keys(modal.errors)).toContain(two);
    await modal.tick(two);
    await modal.tick(lines.filter(isTraining)[1] ?? '');
    await modal.submit();
    expect(modal.errors).toEqual({});
    expect(modal.words).toContain('Signed and sealed.');
    expect((await newcomer.nextDirectMessage()).words).toContain('Privacy agreement');
  });
});

describe('around it', () => {
  it('somebody who is not on the roster gets one sentence, and nothing about them is stored', async () => {
    const answer = await stranger.commandForMessage('/data-request');
    expect(answer.words).toContain('not on it');
    const accounts = await program.database.store.db.account.findMany({
      where: { account: stranger.userId },
    });
    expect(accounts).toEqual([]);
  });

  it('App Home lists what a person asked for', async () => {
    const home = await principal.openHome();
    expect(home.words).toContain('What I asked for');
  });

  it('logs nothing of what was typed', () => {
    const log = program.log.join('\n');
    for (const typed of ['Jo Doe', 'How many in each grade', 'Enrolment by grade', 'xoxb-'])
      expect(log).not.toContain(typed);
  });
});
