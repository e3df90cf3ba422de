/** A low-risk data request from filing to closing, by signed activities to the real program, by people who only see Teams. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { patient } from '../support/patience.ts';
import { type SampleProgram, startSampleProgram } from '../support/sample-program.ts';
import { type Message, TeamsPerson } from '../support/teams-client.ts';
import { startTeamsPeer, type TeamsPeer } from '../support/teams-connector.ts';
import type { Dialog } from '../support/teams-dialog.ts';
import { fillInRequest, inFrontOfTeams } from '../support/teams-staff.ts';

let peer: TeamsPeer;
let program: SampleProgram;
let principal: TeamsPerson;
let steward: TeamsPerson;
let other: TeamsPerson;
let coordinator: TeamsPerson;

beforeAll(async () => {
  peer = await startTeamsPeer({ cloud: true });
  program = await startSampleProgram(undefined, peer);
  const at = (name: Parameters<typeof inFrontOfTeams>[2]) => inFrontOfTeams(peer, program.url, name);
  [principal, steward, other, coordinator] = [
    at('principal'),
    at('steward'),
    at('otherSteward'),
    at('coordinator'),
  ];
});
afterAll(async () => {
  await program?.close();
  await peer?.close();
});

const requests = () => program.database.store.db.dataRequest.count();
const entries = (what: string) =>
  program.database.store.db.auditEntry.count({ where: { line: { contains: `"${what}"` } } });

describe('a low-risk request in Teams (R064)', () => {
  let reference = '';
  let dialog: Dialog;
  let asked: Message;

  it('whoever adds the app is welcomed with their list, and can be written to from then on', async () => {
    for (const person of [principal, steward, other, coordinator]) {
      const welcome = await person.installs();
      expect(welcome.words).toContain('Welcome.');
      expect(welcome.words).toContain('What waits for me');
      expect(welcome.words).toContain('Sample district');
    }
  });

  it.each([
    ['data reqest', 'Did you mean “data-request”?'],
    ['/data-request qeue', 'Did you mean “data-request queue”?'],
    ['DR-9999', 'no such'],
    ['please give me the grades', 'What you can type'],
    ['hlep', 'What you can type'],
  ])('a slip of the finger (%s) is answered with what was meant', async (typed, says) => {
    expect((await principal.types(typed)).words).toContain(says);
  });

  it('R040: student data in a message is not looked at, and Teams keeps it until it is deleted', async () => {
    const { words } = await principal.types('data request for Jo Doe 01/02/2015, all grades');
    expect(words).toContain('Please delete your message: Teams keeps it.');
    expect(words).not.toMatch(/Doe|2015/);
    expect((await principal.types('Jo Doe 01/02/2015')).words).toContain('Please delete your message');
  });

  it('a form sent empty names every field that needs something', async () => {
    const invitation = await principal.types('Data request');
    dialog = await invitation.pressForDialog('Open');
    await dialog.press('File the request');
    expect(dialog.mistakeUnder('Title')).toContain('fill this in');
    expect(dialog.mistakeUnder('Data collections')).toContain('choose at least one');
    expect(dialog.mistakeUnder('Needed by')).toBeUndefined();
    expect(await requests()).toBe(0);
  });

  it('for a colleague, more is asked before anything is objected to; the colleague is found on the roster', async () => {
    fillInRequest(dialog, 'Enrolment by grade');
    dialog.choose('Who is asking for the data?', 'A colleague');
    await dialog.press('File the request');
    expect(dialog.words).toContain('needs a little more');
    expect(dialog.mistakes).toEqual([]);
    expect(dialog.value('Title')).toBe('Enrolment by grade');
    expect(dialog.value('Data collections')).toEqual([expect.stringContaining('Enrollment')]);
    const found = await dialog.suggestions('Which colleague?', 'nad');
    expect(found.map(({ title }) => title).join()).toContain('Nadia Petrakis');
    expect(await dialog.suggestions('Which colleague?', 'pupil')).toEqual([]);
    await dialog.choosePerson('Which colleague?', 'nad');
    dialog.fill('When did it come in?', '2099-01-01');
    await dialog.press('File the request');
    expect(dialog.value('Which colleague?')).toContain('Nadia Petrakis');
    expect(dialog.mistakeUnder('When did it come in?')).toContain('or earlier');
    expect(dialog.mistakeUnder('How did it come in?')).toContain('choose one');
  });

  it('for herself after all; what looks like student data comes back marked, and is stored nowhere', async () => {
    dialog.choose('Who is asking for the data?', 'Me');
    dialog.fill('Question', 'How many, for Jo Doe 01/02/2015?');
    dialog.fill('Needed by', '2020-01-01');
    await dialog.press('File the request');
    expect(dialog.labels).not.toContain('Which colleague?');
    expect(dialog.mistakeUnder('Question')).toContain('“Jo Doe 01/02/2015”');
    expect(dialog.mistakeUnder('Needed by')).toContain('or later');
    expect(dialog.labels).toContain('If we are mistaken');
    expect(dialog.value('Question')).toBe('How many, for Jo Doe 01/02/2015?');
    expect(await requests()).toBe(0);
    expect(await program.database.store.db.caseText.count()).toBe(0);
  });

  it('corrected and sent again, and delivered twice by Teams, it is one request', async () => {
    dialog.fill('Question', 'How many in each grade?');
    dialog.fill('Needed by', '');
    const [first, again] = await Promise.all([
      dialog.pressUnseen('File the request'),
      dialog.press('File the request'),
    ]);
    reference = /DR-\d+/.exec(first.text)?.[0] ?? '';
    expect(reference).toMatch(/^DR-1\d{3}$/);
    expect(`${first.text}${again.text}`).toContain(`${reference} is filed`);
    expect(`${first.text}${again.text}`).toContain('already done');
    expect(dialog.words).toContain(reference);
    expect(await requests()).toBe(1);
  });

  it('its stewards are asked in their own chats, and of two who claim at once one holds it', async () => {
    asked = await steward.next(reference);
    const askedToo = await other.next(reference);
    await Promise.all([asked.press('Claim'), askedToo.press('Claim')]);
    const winners = [asked, askedToo].filter(({ words }) => words.includes(`You hold ${reference} now`));
    expect(winners).toHaveLength(1);
    expect(await entries('request.claimed')).toBe(1);
    const loser = winners[0] === asked ? askedToo : asked;
    // whoever lost sees who won, where they pressed, and on the message itself
    expect(`${loser.told ?? ''}${loser.words}`).toMatch(/claimed/i);
    await vi.waitFor(() => expect(loser.buttons).not.toContain('Claim'), patient);
    if (winners[0] === askedToo) [steward, other, asked] = [other, steward, askedToo];
  });

  it('the Coordinator sets the risk', async () => {
    const told = await coordinator.next(reference);
    const form = await told.pressForDialog('Set the risk level');
    form.choose('Risk level', 'Low');
    await form.press('Set the risk level');
    expect(form.mistakeUnder('Reason')).toContain('fill this in');
    form.fill('Reason', 'Counts only');
    await form.press('Set the risk level');
    expect(form.title).toBe('Done');
    await vi.waitFor(() => expect(told.words).toMatch(/Risk level\nLow/), patient);
  });

  it('the steward asks, the principal answers from her list, and the clock runs again', async () => {
    const card = await steward.types(reference);
    const question = await card.pressForDialog('Ask the requester');
    question.fill('Your question', 'With or without preschool?');
    await question.press('Ask');
    expect(question.title).toBe('Done');
    await principal.next('With or without preschool?');
    const list = await principal.types('home', 'your list');
    expect(list.words).toContain(reference);
    const answer = await list.pressForDialog('Open');
    expect(answer.words).toContain('With or without preschool?');
    await answer.press('Answer');
    answer.fill('The answer', 'Without');
    await answer.press('Answer');
    expect(answer.words).toContain('the clock runs again');
    await steward.next('Without');
    // the list behind the dialog is a list still, and what was owed is done; jobs may have put other things on it
    const waits = (await list.look()).words.split('What waits for me')[1]?.split('What I asked for')[0];
    expect(waits).toBeDefined();
    expect(waits).not.toContain(reference);
  });

  it('the steward fulfils it with a secure folder, and a link that is none is refused under its field', async () => {
    const card = await steward.types(reference);
    const form = await card.pressForDialog('Fulfil');
    form.fill('Link to the secure folder', 'on my desk');
    await form.press('Fulfil');
    expect(form.mistakeUnder('Link to the secure folder')).toContain('secure folder');
    expect(form.value('Link to the secure folder')).toBe('on my desk');
    form.fill('Link to the secure folder', 'https://files.legacyprep.example/DataStats/1');
    await form.press('Fulfil');
    expect(form.title).toBe('Done');
  });

  it('sends and closes it, and the requester is told', async () => {
    const card = await steward.types(reference);
    const form = await card.pressForDialog('Send');
    form.choose('How were they delivered?', 'SFTP website');
    await form.press('Send');
    expect(form.words).toContain('was sent');
    const sent = await steward.types(reference);
    expect((await sent.press('Close', 'Close')).words).toMatch(/Closed/);
    const after = await principal.types(reference, 'Closed');
    expect(after.words).toContain(reference);
    // the cards drawn long ago have moved on too
    await vi.waitFor(() => expect(asked.words).toMatch(/Closed/), patient);
  });
});

describe('around it', () => {
  const others = /DR-\d|Enrolment|grade/;

  it.each(['groupChat', 'channel'] as const)(
    'asked in a %s, the answer comes to the person alone',
    async (kind) => {
      const group = peer.group([principal.member, steward.member], kind);
      const told = await principal.callsIn(group, 'data request mine');
      expect(told).toContain('your own chat');
      expect(told).not.toMatch(others);
      expect((await principal.next('Enrolment by grade')).words).toMatch(/DR-1\d{3}/);
    },
  );

  it('somebody who never added the app learns in a group how to, and nothing else is said there', async () => {
    const newcomer = inFrontOfTeams(peer, program.url, 'newcomer');
    peer.person('newcomer', { installed: false });
    const told = await newcomer.callsIn(peer.group([principal.member, newcomer.member]), 'data request mine');
    expect(told).toContain('choose Add');
    expect(told).not.toMatch(others);
    expect((await newcomer.installs()).words).toContain('Welcome.');
  });

  it('somebody who is not on the roster gets one sentence, and nothing about them is stored', async () => {
    const pupil = new TeamsPerson(
      peer,
      principal.url,
      peer.person('pupil', { email: 'pupil@students.legacyprep.example' }),
    );
    expect((await pupil.installs()).words).toContain('not on it');
    expect((await pupil.types('data request')).words).toContain('not on it');
    await pupil.uninstalls();
    const account = pupil.member.aadObjectId;
    expect(await program.database.store.db.account.findMany({ where: { account } })).toEqual([]);
  });

  it('whoever takes the app away is known as out of reach, until they come back', async () => {
    const { aadObjectId: account } = steward.member;
    const reach = async () =>
      (await program.database.store.db.account.findFirst({ where: { account } }))?.reach;
    expect(await reach()).toBe('open');
    await steward.uninstalls();
    await vi.waitFor(async () => expect(await reach()).toBe('uninstalled'), patient);
    await steward.installs();
    expect(await reach()).toBe('open');
  });

  it('logs nothing of what was typed', () => {
    const log = program.log.join('\n');
    for (const typed of [
      'Jo Doe',
      'How many in each grade',
      'Enrolment by grade',
      'preschool',
      'eyJ',
      'outbound-',
    ])
      expect(log).not.toContain(typed);
    expect(log).toContain('teams connected');
  });
});
