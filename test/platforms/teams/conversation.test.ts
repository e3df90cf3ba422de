/** Teams to dispatch and back, by signed activities, as a person at the keyboard sees it. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Envelope, Interaction, Reply } from '../../../src/chat/interaction.ts';
import { patient } from '../../support/patience.ts';
import { startTeamsApp, type TeamsApp } from '../../support/teams-app.ts';
import { Message, TeamsPerson } from '../../support/teams-client.ts';
import { startTeamsPeer, type TeamsPeer } from '../../support/teams-connector.ts';
import type { Dialog } from '../../support/teams-dialog.ts';
import { activityOf, post } from '../../support/teams-wire.ts';
import { agreement, card, form, home, likeDispatch, moved, open } from './samples.ts';

let peer: TeamsPeer;
let app: TeamsApp;
let ana: TeamsPerson;

const messageActions = [
  { id: 'breach.report', label: 'Report', summary: 'Report it', form: 'breach.report' },
] as const;

beforeAll(async () => {
  peer = await startTeamsPeer();
  app = await startTeamsApp(peer, { messageActions });
  ana = new TeamsPerson(peer, app.url, peer.person('Ana Example', { email: 'ana@sample.example' }));
});
beforeEach(() => {
  app.asked.length = 0;
  app.logged.length = 0;
});
afterEach(() => peer.bend(() => undefined));
afterAll(async () => {
  await app.close();
  await peer.close();
});

const ok: Reply = { kind: 'done', tone: 'good', text: 'All is well.' };
const asked = (): Interaction[] => app.asked.map(({ interaction }) => interaction);
const byAction = (answer: (id: string) => Reply): ((envelope: Envelope) => Reply) =>
  likeDispatch(({ interaction }) =>
    interaction.kind === 'action' ? answer(interaction.id) : { kind: 'card', card },
  );

describe('a typed command', () => {
  it.each([
    ['/data-request DR-1001', 'data-request', 'DR-1001'],
    ['data request DR-1001', 'data-request', 'DR-1001'],
    ['  Data-Request   DR-1001 ', 'data-request', 'DR-1001'],
    ['DR-1001', 'data-request', 'DR-1001'],
    ['help', 'safekeep', 'help'],
    ['/grades of 4b', 'grades', 'of 4b'],
    ['Jo Doe 01/02/2015', 'Jo', 'Doe 01/02/2015'],
    [`${'x'.repeat(60)} y`, '', `${'x'.repeat(60)} y`],
    ['הצילו <b>&amp;', 'הצילו', '<b>&amp;'],
  ])('%j reaches dispatch', async (typed, name, text) => {
    app.answers(() => ok);
    expect((await ana.types(typed)).words).toContain('All is well.');
    expect(asked()).toEqual([{ kind: 'command', name, text }]);
  });

  it.each(['/', '  ', ''])('that is empty (%j) shows the list', async (typed) => {
    app.answers(() => ({ kind: 'card', card: home(1) }));
    expect((await ana.types(typed)).words).toContain('Your list 1');
    expect(asked()).toEqual([{ kind: 'home' }]);
  });

  it('may call the app by its name, as in a channel', async () => {
    app.answers(() => ok);
    await ana.send({
      text: '<at>Safekeep</at>&nbsp;nda <at>Bo</at>',
      entities: [
        { type: 'mention', mentioned: { id: `28:${peer.appId}` }, text: '<at>Safekeep</at>' },
        { type: 'mention', mentioned: { id: '29:bo' }, text: '<at>Bo</at>' },
      ],
    });
    await ana.next();
    expect(asked()).toEqual([{ kind: 'command', name: 'nda', text: '<at>Bo</at>' }]);
  });

  it('carries tenant, conversation and activity as its delivery, and who spoke from where', async () => {
    app.answers(() => ok);
    await ana.send({ id: '1:abc', text: '/nda' });
    await ana.next();
    const { member } = ana;
    expect(app.asked[0]).toMatchObject({
      surface: 'teams',
      delivery: `${peer.tenant}/${member.personal}/1:abc`,
      caller: {
        kind: 'account',
        surface: 'teams',
        tenant: peer.tenant,
        account: member.aadObjectId,
        whereabouts: { conversation: member.personal, user: member.id, service: peer.serviceUrl },
      },
    });
  });

  it('is answered over HTTP before dispatch is asked for anything', async () => {
    let finish = (): void => {};
    const waiting = new Promise<void>((go) => {
      finish = go;
    });
    app.answers(async () => {
      await waiting;
      return ok;
    });
    const received = await ana.send({ text: '/nda' });
    expect(received).toMatchObject({ status: 202, text: '' });
    finish();
    expect((await ana.next()).words).toContain('All is well.');
  });

  it('is answered by a card alone, whose summary stands on a lock screen', async () => {
    app.answers(() => ({ kind: 'card', card }));
    const message = await ana.types('DR-1001');
    expect(message.body).toMatchObject({
      type: 'message',
      summary: 'DR-1001 Attendance by grade · Waiting for a steward',
      attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive' }],
    });
    expect(message.body.text).toBeUndefined();
    expect(message.card.refresh).toMatchObject({
      action: {
        type: 'Action.Execute',
        data: { safekeep: { do: 'look', about: { kind: 'request', id: 'r1' } } },
      },
      userIds: [ana.member.id],
    });
  });

  it.each(['home', 'safekeep', '/safekeep tasks'])(
    '%j gives a list that draws itself anew',
    async (typed) => {
      app.answers(() => ({ kind: 'card', card: home(asked().length) }));
      const message = await ana.types(typed);
      expect(message.words).toContain('Your list 1');
      expect((await message.look()).words).toContain('Your list 2');
      expect(asked().at(-1)).toEqual({ kind: 'home' });
    },
  );

  it('with a document shows where it can be read', async () => {
    const document = { kind: 'page', title: 'Certificate', blocks: [] } as const;
    app.answers(() => ({ kind: 'document', document }));
    const message = await ana.types('/nda');
    expect(message.words).toContain('Certificate');
    expect(message.buttons).toEqual(['Open the web page']);
  });

  it('longer than 4,000 characters is read by nobody', async () => {
    const message = await ana.types(`/nda ${'x'.repeat(3996)}`);
    expect(message.words).toContain('4,000 characters');
    expect(message.words).not.toContain('xx');
    expect(asked()).toEqual([]);
    app.answers(() => ok);
    expect((await ana.types(`/nda ${'x'.repeat(3995)}`)).words).toContain('All is well.');
  });

  it('whose card Teams refuses is answered with a reference, and the log has it too, and nothing else', async () => {
    app.answers(() => ({ kind: 'card', card }));
    let refusals = 0;
    peer.bend(({ kind }) => (kind === 'send' && refusals++ === 0 ? { status: 413 } : undefined));
    const message = await ana.types('DR-1001');
    const reference = /reference: (\w{6})/.exec(message.words)?.[1] ?? 'none';
    const log = app.logged.join('\n');
    expect(log).toContain(`"reference":"${reference}"`);
    expect(log).not.toContain('DR-1001');
  });
});

describe('a form that was typed for', () => {
  it('opens from a button, reads every field by its label, asks for what a choice brings up, and is sent', async () => {
    app.answers(
      likeDispatch(({ interaction }) =>
        interaction.kind === 'command'
          ? { kind: 'form', open: open() }
          : { kind: 'done', tone: 'good', text: 'Your request is DR-1001.', card },
      ),
    );
    const invitation = await ana.types('/data-request');
    expect(invitation.buttons).toEqual(['Open']);
    const dialog = await invitation.pressForDialog('Open');
    expect(dialog.title).toBe('Ask for data');
    expect(dialog.words).toContain('Tell us what you need.');
    expect(dialog.labels).not.toContain('Which colleague?');
    const question = 'How many?\n*Really* <many> & :smile: {{DATE(2026-01-01)}} ‏שלום‏ 👩‍🏫';
    dialog.fill('Title', 'Attendance by grade');
    dialog.fill('Question', question);
    dialog.choose('Who asks?', 'A colleague');
    dialog.choose('Collections', 'Attendance', 'Staff');
    dialog.fill('Needed by', '2026-02-03');
    dialog.fill('When did you meet?', '2026-01-02');
    dialog.fill('When did you meet? (time)', '09:30');
    dialog.tick('Purpose');
    await dialog.press('Send');
    expect(dialog.words).toContain('needs a little more');
    expect(dialog.mistakes).toEqual([]);
    expect(dialog.value('Question')).toBe(question);
    expect(asked().some(({ kind }) => kind === 'submit')).toBe(false);
    expect(await dialog.suggestions('Which colleague?', 'bo')).toEqual([
      { value: 'p7', title: 'Bo Lind · Analyst · North' },
    ]);
    await dialog.choosePerson('Which colleague?', 'bo');
    await dialog.press('Send');
    expect(asked().at(-1)).toMatchObject({
      kind: 'submit',
      values: {
        title: 'Attendance by grade',
        question,
        who: 'colleague',
        colleague: 'p7',
        collections: ['c1', 'c2'],
        by: '2026-02-03',
        met: '2026-01-02T09:30',
        sure: true,
      },
    });
    expect(dialog.title).toBe('Done');
    expect(dialog.words).toContain('Your request is DR-1001.');
    expect(dialog.buttons).toContain('Claim');
    // the invitation is used up: what came of it stands in its place
    await vi.waitFor(() => expect(invitation.words).toContain('DR-1001 Attendance by grade'), patient);
    expect(invitation.buttons).toContain('Claim');
  });

  it('that needs nothing more is sent at once', async () => {
    app.answers(likeDispatch(() => ok));
    const dialog = await ana.dialog(await ana.invoke('task/fetch', fetchOf('answer')), ana.personal());
    dialog.choose('Who asks?', 'I do');
    await dialog.press('Send');
    expect(dialog.words).toContain('All is well.');
    expect(asked().filter(({ kind }) => kind === 'submit')).toHaveLength(1);
  });
});

/** What a button sends that opens a dialog. */
function fetchOf(on: string, what: object = { do: 'form', form: 'request.file', subject: { for: 'me' } }) {
  return {
    data: { msteams: { type: 'task/fetch' }, safekeep: { ...what, on } },
    context: { theme: 'default' },
  };
}

describe('in a group', () => {
  it.each(['groupChat', 'channel'] as const)('(%s) the answer goes to the person alone', async (kind) => {
    app.answers(() => ({ kind: 'card', card }));
    const told = await ana.callsIn(peer.group([ana.member], kind), 'DR-1001');
    expect(asked()).toEqual([{ kind: 'command', name: 'data-request', text: 'DR-1001' }]);
    expect(told).toContain('in your own chat');
    expect(told).not.toMatch(/DR-1001|Attendance|steward/);
    expect((await ana.next()).words).toContain('DR-1001 Attendance by grade');
    // where others read along is not where this person is written to
    expect(app.asked[0]?.caller).not.toHaveProperty('whereabouts');
  });

  it('in a channel, the sentence stands in the thread of the question', async () => {
    app.answers(() => ok);
    const channel = peer.group([ana.member], 'channel');
    await ana.callsIn(channel, 'help');
    const call = peer.calls.findLast(({ kind }) => kind === 'reply');
    expect(call?.conversation).toBe(`${channel};messageid=1700000000000`);
  });

  it.each(['installed', 'blocked'] as const)(
    'somebody who cannot be written to (%s) is told how to add the app',
    async (why) => {
      const bo = new TeamsPerson(peer, app.url, peer.person(`Bo ${why}`, { [why]: why === 'blocked' }));
      app.answers(() => ({ kind: 'card', card }));
      const told = await bo.callsIn(peer.group([ana.member, bo.member]), 'DR-1001');
      expect(told).toMatch(/choose Add/);
      expect(told).not.toMatch(/DR-1001|Attendance/);
      expect(bo.unread).toEqual([]);
    },
  );

  it('a fault of Teams’ is told with a reference', async () => {
    app.answers(() => ok);
    peer.bend(({ kind }) => (kind === 'create' ? { status: 502 } : undefined));
    expect(await ana.callsIn(peer.group([ana.member]), 'help')).toMatch(/reference: \w{6}/);
  });

  it('a card that somebody forwarded there shows nothing, and its buttons do nothing', async () => {
    app.answers(byAction(() => ok));
    const spot = ana.in(peer.group([ana.member]));
    for (const [verb, data] of [
      ['run', { safekeep: { do: 'run', id: 'request.claim', payload: {}, on: 'case' } }],
      ['look', { safekeep: { do: 'look', about: { kind: 'request', id: 'r1' } } }],
    ] as const) {
      const answer = await ana.invoke('adaptiveCard/action', { action: { verb, data } }, spot, '1:x');
      expect(answer.json).toMatchObject({ type: 'application/vnd.microsoft.activity.message' });
      expect(answer.text).toContain('your own chat');
    }
    expect(asked()).toEqual([]);
  });

  it('no message is drawn anew for one person, whatever a dialog says of where it was opened', async () => {
    app.answers(likeDispatch(() => ({ ...ok, card: moved })));
    const group = peer.group([ana.member]);
    await ana.callsIn(group, 'help');
    await ana.next();
    const [theirs] = peer.shownIn(group);
    const spot = ana.in(group);
    const before = peer.calls.length;
    for (const on of ['case', 'answer', 'home', 'place']) {
      const opened = await ana.invoke('task/fetch', fetchOf(on), spot, theirs?.id);
      await ana.dialog(opened, spot).press('Send');
    }
    await ana.types('help');
    expect(peer.calls.slice(before).map(({ kind }) => kind)).toEqual(['send']);
  });

  it('a place card’s Open shows whoever pressed it their own card, and changes nothing there', async () => {
    app.answers(byAction(() => ({ kind: 'done', tone: 'good', text: 'You hold it.', card })));
    const spot = ana.in(peer.group([ana.member], 'channel'));
    const run = { do: 'run', id: 'request.open', payload: { id: 'r1' } };
    const before = peer.calls.length;
    const dialog = ana.dialog(await ana.invoke('task/fetch', fetchOf('place', run), spot, '1:x'), spot);
    expect(asked()).toEqual([{ kind: 'action', id: 'request.open', payload: { id: 'r1' } }]);
    expect(dialog.words).toContain('DR-1001 Attendance by grade');
    await dialog.press('Claim');
    expect(asked().at(-1)).toEqual({
      kind: 'action',
      id: 'request.claim',
      payload: { id: 'r1', version: '3' },
    });
    expect(dialog.words).toContain('You hold it.');
    await dialog.press('Decline');
    expect(dialog.title).toBe('Ask for data');
    await dialog.press('Send');
    expect(peer.calls.slice(before)).toEqual([]);
  });
});

describe('a button on a card', () => {
  it('changes the card in its place', async () => {
    app.answers(byAction(() => ({ kind: 'done', tone: 'good', text: 'You hold it now.', card: moved })));
    const message = await ana.types('DR-1001');
    const answer = await message.pressRaw('Claim');
    expect(answer.json).toEqual({
      statusCode: 200,
      type: 'application/vnd.microsoft.card.adaptive',
      value: expect.objectContaining({ type: 'AdaptiveCard', version: '1.5' }),
    });
    expect(asked().at(-1)).toEqual({
      kind: 'action',
      id: 'request.claim',
      payload: { id: 'r1', version: '3' },
    });
    expect(message.words).toContain('You hold it now.');
    expect(message.words).toContain('Held by Ana');
    expect(message.buttons).toEqual([]);
  });

  it('and what it said stays above the card when that draws itself anew, which dispatch need not know', async () => {
    app.answers(({ interaction }) =>
      interaction.kind === 'action'
        ? { kind: 'done', tone: 'good', text: 'You hold it now.', card: moved }
        : { kind: 'card', card },
    );
    const message = await ana.types('DR-1001');
    await message.press('Claim');
    const { verb, data } = message.card.refresh.action;
    const { text } = await ana.invoke('adaptiveCard/action', {
      action: { verb, data },
      trigger: 'automatic',
    });
    expect(text).toContain('You hold it now.');
    expect(asked().at(-1)).toEqual({ kind: 'look', about: { kind: 'request', id: 'r1' } });
  });

  it('that cannot be taken back asks first', async () => {
    app.answers(byAction((id) => ({ kind: 'done', tone: 'good', text: `ran ${id}`, card: moved })));
    const message = await ana.types('DR-1001');
    await expect(message.press('Withdraw')).rejects.toThrow('asks first');
    expect((await message.press('Withdraw', 'Yes, withdraw')).words).toContain('ran request.end');
  });

  it('that does nothing leaves the card as it is, and says why', async () => {
    app.answers(byAction(() => ({ kind: 'done', tone: 'warning', text: 'This is not for your role.' })));
    const message = await ana.types('DR-1001');
    const answer = await message.pressRaw('Claim');
    expect(answer.json).toEqual({
      statusCode: 200,
      type: 'application/vnd.microsoft.activity.message',
      value: 'This is not for your role.',
    });
    expect(message.buttons).toContain('Claim');
  });

  it('beside an item of the list shows what came of it in a dialog, and the list anew behind it', async () => {
    let count = 0;
    app.answers(({ interaction }) =>
      interaction.kind === 'action'
        ? { kind: 'done', tone: 'good', text: 'You hold it now.', card: moved }
        : { kind: 'card', card: home(++count) },
    );
    const message = await ana.types('home');
    const dialog = await message.pressForDialog('Claim');
    expect(dialog.words).toContain('You hold it now.');
    expect(dialog.words).toContain('Held by Ana');
    await vi.waitFor(() => expect(message.words).toContain('Your list 2'), patient);
    expect(message.words).not.toContain('Held by Ana');
  });

  it('beside an item of another list leaves the list alone', async () => {
    app.answers(({ interaction }) =>
      interaction.kind === 'action' ? { ...ok, card: moved } : { kind: 'card', card: home(1) },
    );
    const message = await ana.types('data request mine');
    const calls = peer.calls.length;
    expect((await message.pressForDialog('Claim')).words).toContain('Held by Ana');
    await ana.types('help');
    expect(peer.calls.slice(calls).map(({ kind }) => kind)).toEqual(['send']);
    expect(message.buttons).toContain('Claim');
  });

  it('on an answer about no case is shown again after a restart of Teams, too', async () => {
    const { about: _, ...plain } = card;
    app.answers(({ interaction }) =>
      interaction.kind === 'action'
        ? { kind: 'done', tone: 'good', text: 'Confirmed.', card: { ...plain, actions: [] } }
        : { kind: 'card', card: plain },
    );
    const message = await ana.types('/nda');
    const held = peer.hold();
    await message.press('Claim');
    expect(message.words).toContain('Confirmed.');
    await held.asked;
    held.release();
    await vi.waitFor(() => expect(JSON.stringify(message.body)).toContain('Confirmed.'), patient);
    expect(new Message(ana, message.id, ana.personal()).buttons).toEqual([]);
  });

  it('of a card drawn long ago looks at the case again when it comes on screen', async () => {
    app.answers(({ interaction }) => ({ kind: 'card', card: interaction.kind === 'look' ? moved : card }));
    const message = await ana.types('DR-1001');
    expect((await message.look()).words).toContain('Held by Ana');
    expect(asked().at(-1)).toEqual({ kind: 'look', about: { kind: 'request', id: 'r1' } });
  });

  it('goes when the case may not be seen any more, and stays when nobody knows', async () => {
    let tone: 'warning' | 'danger' = 'danger';
    app.answers(({ interaction }) =>
      interaction.kind === 'look' ? { kind: 'done', tone, text: 'Not now.' } : { kind: 'card', card },
    );
    const message = await ana.types('DR-1001');
    expect((await message.look()).words).toContain('Attendance by grade');
    tone = 'warning';
    expect((await message.look()).words).not.toContain('Attendance');
    expect(message.words).toContain('Not now.');
  });

  it('comes from an older client as a message without words, and is answered by a message', async () => {
    app.answers(byAction(() => ({ kind: 'done', tone: 'good', text: 'You hold it now.', card: moved })));
    const message = await ana.types('DR-1001');
    const answer = await message.pressAsOldClient('Claim');
    expect(answer.words).toContain('You hold it now.');
    expect(answer.words).toContain('Held by Ana');
    expect((await message.pressAsOldClient('Decline')).buttons).toEqual(['Open']);
  });
});

describe('a dialog', () => {
  const opened = async (on = 'case') =>
    ana.dialog(await ana.invoke('task/fetch', fetchOf(on), ana.personal(), '1:from'), ana.personal());

  it('has the shape that Teams asks for', async () => {
    app.answers(likeDispatch(() => ok));
    const { json } = await ana.invoke('task/fetch', fetchOf('case'));
    expect(json).toEqual({
      task: {
        type: 'continue',
        value: {
          title: 'Ask for data',
          height: expect.stringMatching(/^(small|medium|large)$/),
          width: json.task.value.height,
          card: {
            contentType: 'application/vnd.microsoft.card.adaptive',
            content: expect.objectContaining({ type: 'AdaptiveCard', version: '1.5' }),
          },
        },
      },
    });
  });

  it('says in a sentence why there is no form', async () => {
    app.answers(() => ({ kind: 'done', tone: 'warning', text: 'The note is closed.' }));
    const dialog = await opened();
    expect([dialog.title, dialog.words]).toEqual(['Please read this', expect.stringContaining('is closed.')]);
  });

  it('that is refused keeps everything, with a message under each field, and the same instance', async () => {
    const answer = likeDispatch(({ interaction }) =>
      interaction.kind === 'submit'
        ? {
            kind: 'invalid',
            open: open(interaction.values, {
              errors: {
                title: 'Please fill this in.',
                question: 'This looks like student data: “Jo Doe 1/2/2015”.',
              },
              marked: { question: ['Jo Doe 1/2/2015'] },
            }),
          }
        : ok,
    );
    app.answers(answer);
    const dialog = await opened();
    dialog.fill('Question', 'About Jo Doe 1/2/2015, please');
    dialog.choose('Who asks?', 'I do');
    await dialog.press('Send');
    expect(dialog.mistakeUnder('Title')).toContain('Please fill this in.');
    expect(dialog.mistakeUnder('Question')).toContain('student data');
    expect(dialog.mistakeUnder('Purpose')).toBeUndefined();
    expect(dialog.value('Question')).toBe('About Jo Doe 1/2/2015, please');
    expect(dialog.value('Who asks?')).toBe('I do');
    await dialog.press('Send');
    const tokens = app.asked.flatMap(({ interaction }) =>
      interaction.kind === 'submit' ? [interaction.token] : [],
    );
    expect(tokens).toHaveLength(2);
    expect(tokens[0]).toBe(tokens[1]);
    expect(app.logged.join('')).not.toContain('Doe');
  });

  it('keeps what was typed when nothing can be done, and sends it once more', async () => {
    let away = true;
    app.answers((envelope) =>
      away && envelope.interaction.kind !== 'open-form'
        ? { kind: 'done', tone: 'danger', text: 'Something went wrong on our side.' }
        : likeDispatch(() => ok)(envelope),
    );
    const dialog = await opened();
    dialog.fill('Title', 'Attendance');
    dialog.tick('Purpose');
    await dialog.press('Send');
    expect(dialog.words).toContain('went wrong on our side');
    await dialog.press('Try again');
    expect(dialog.buttons).toEqual(['Try again']);
    away = false;
    await dialog.press('Try again');
    expect(dialog.words).toContain('All is well.');
    expect(asked().at(-1)).toMatchObject({ kind: 'submit', values: { title: 'Attendance', sure: true } });
  });

  it('whose form was closed meanwhile still learns whether it had been sent before', async () => {
    app.answers(({ interaction }) =>
      interaction.kind === 'open-form'
        ? { kind: 'form', open: open() }
        : interaction.kind === 'submit'
          ? { kind: 'done', tone: 'good', text: 'This was already done.', card }
          : { kind: 'done', tone: 'warning', text: 'The form is closed.' },
    );
    const dialog = await opened();
    await dialog.press('Send');
    expect(dialog.words).toContain('already done');
  });

  it('opened from the list leaves the list behind it up to date', async () => {
    let count = 0;
    app.answers(
      likeDispatch(({ interaction }) =>
        interaction.kind === 'submit' ? { ...ok, card: moved } : { kind: 'card', card: home(++count) },
      ),
    );
    const list = await ana.types('home');
    const dialog = await list.pressForDialog('Ask for data');
    await dialog.press('Send');
    expect(dialog.words).toContain('Held by Ana');
    await vi.waitFor(() => expect(list.words).toContain('Your list 2'), patient);
  });

  it('opened from a case shows the case there as it stands now, and only if there is one', async () => {
    const replies: Reply[] = [{ ...ok, card: moved }, ok];
    app.answers(
      likeDispatch(({ interaction }) =>
        interaction.kind === 'submit' ? (replies.shift() ?? ok) : { kind: 'card', card },
      ),
    );
    const message = await ana.types('DR-1001');
    await (await message.pressForDialog('Decline')).press('Send');
    await vi.waitFor(() => expect(message.words).toContain('Held by Ana'), patient);
    const calls = peer.calls.length;
    const other = await ana.types('DR-1001');
    await (await other.pressForDialog('Decline')).press('Send');
    await ana.types('DR-1001');
    expect(other.words).toContain('Waiting for a steward');
    expect(peer.calls.slice(calls).map(({ kind }) => kind)).toEqual(['send', 'send']);
  });

  it('is answered before anything is asked of Teams', async () => {
    app.answers(likeDispatch(() => ({ ...ok, card: moved })));
    const held = peer.hold();
    const dialog = await opened();
    await dialog.press('Send');
    expect(dialog.words).toContain('Held by Ana');
    await held.asked;
    held.release();
    await vi.waitFor(() => expect(peer.calls.at(-1)).toMatchObject({ kind: 'update', status: 404 }), patient);
    // whoever pressed has their answer; that the message is gone is for the log
    await vi.waitFor(() => expect(app.logged.join('')).toContain('not drawn anew'), patient);
  });
});

describe('lines that are initialled one by one', () => {
  /** What the store holds, as dispatch would keep it: one line at a time. */
  let draft: Record<string, boolean>;
  let slow: Promise<void> | undefined;
  const signing = async (): Promise<Dialog> => {
    draft = {};
    app.answers(async ({ interaction }) => {
      if (interaction.kind === 'submit')
        return Object.values(interaction.values).filter((value) => value === true).length === 3
          ? ok
          : {
              kind: 'invalid',
              open: open(interaction.values, { errors: { G2: 'Line G2 is not initialled yet.' } }, agreement),
            };
      if (interaction.kind !== 'change') return { kind: 'form', open: open(draft, {}, agreement) };
      const { changed, values } = interaction;
      await slow;
      if (changed !== '') draft = { ...draft, [changed]: values[changed] === true };
      return { kind: 'form', open: open(values, {}, agreement) };
    });
    return ana.dialog(await ana.invoke('task/fetch', fetchOf('answer')), ana.personal());
  };
  const changes = (): string[] =>
    asked().flatMap((one) => (one.kind === 'change' && one.changed !== '' ? [one.changed] : []));

  it('are kept at once, page by page, and can be taken back', async () => {
    const dialog = await signing();
    await dialog.press('I initial line G1');
    await dialog.press('I initial line G2');
    await dialog.pressBelow('I keep passwords to myself.', 'Take back');
    expect(draft).toEqual({ G1: false, G2: true });
    expect(dialog.buttons).toEqual(['I initial line G1', 'Take back', 'Next']);
    await dialog.press('Next');
    expect(dialog.words).toContain('I have had the training.');
    await dialog.press('I initial line T1');
    await dialog.press('Next');
    dialog.fill('Your full name', 'Ana Example');
    await dialog.press('Back');
    await dialog.press('Next');
    expect(dialog.value('Your full name')).toBe('Ana Example');
    expect(changes()).toEqual(['G1', 'G2', 'G1', 'T1']);
    await dialog.press('Back');
    await dialog.press('Back');
    await dialog.press('I initial line G1');
    await dialog.press('Next');
    await dialog.press('Next');
    await dialog.press('Sign');
    expect(asked().at(-1)).toMatchObject({
      kind: 'submit',
      values: { G1: true, G2: true, T1: true, name: 'Ana Example' },
    });
    expect(dialog.words).toContain('All is well.');
  });

  it('one missing is named on its own page', async () => {
    const dialog = await signing();
    await dialog.press('I initial line G1');
    await dialog.press('Next');
    await dialog.press('Next');
    await dialog.press('Sign');
    expect(dialog.mistakeUnder('I lock my screen.')).toContain('Line G2 is not initialled');
    expect(dialog.buttons).toEqual(['Take back', 'I initial line G2', 'Next']);
  });

  it('pressed quickly run in their order, and neither the draft nor the screen goes back in time', async () => {
    const dialog = await signing();
    let go = (): void => {};
    slow = new Promise((resolve) => {
      go = resolve;
    });
    const first = dialog.press('I initial line G1');
    await vi.waitFor(() => expect(changes()).toEqual(['G1']), patient);
    const second = dialog.press('I initial line G2');
    const typed = ana.types('help', 'Privacy agreement');
    await typed;
    // the second press has come in by now, and waits for the first
    expect(changes()).toEqual(['G1']);
    slow = undefined;
    go();
    await Promise.all([first, second]);
    expect(changes()).toEqual(['G1', 'G2']);
    expect(draft).toEqual({ G1: true, G2: true });
    // the second press knew nothing of the first; what it is answered with does
    expect(dialog.buttons).toEqual(['Take back', 'Take back', 'Next']);
  });
});

describe('a form of this dialog that is drawn', () => {
  it('takes only the fields that are there: what else is sent is nobody’s', async () => {
    app.answers(likeDispatch(() => ok));
    const dialog = ana.dialog(await ana.invoke('task/fetch', fetchOf('case')), ana.personal());
    const [button] = dialog.card.actions;
    await ana.invoke('task/submit', { data: { ...dialog.dataOf(button), 'f:admin': 'true', admin: true } });
    const sent = asked().at(-1);
    expect(sent).toMatchObject({ kind: 'submit' });
    expect(JSON.stringify(sent)).not.toContain('admin');
    expect(Object.keys(form.fields)).toEqual(expect.arrayContaining(['title']));
  });
});

describe('a message’s own menu', () => {
  it.each([
    ['https://teams.microsoft.com/l/message/19:abc/1700?tenantId=x', true],
    [`https://teams.microsoft.com/l/${'x'.repeat(600)}`, false],
    ['http://teams.example/l/message', false],
    ['javascript:alert(1)', false],
    [undefined, false],
  ])('opens its form with the link %s: %s', async (link, isKept) => {
    app.answers(likeDispatch(() => ok));
    const dialog = await ana.messageAction('breach.report', link, peer.group([ana.member], 'channel'));
    expect(dialog.title).toBe('Ask for data');
    expect(asked()).toEqual([
      { kind: 'open-form', form: 'breach.report', subject: isKept ? { message: link } : {} },
    ]);
    expect(JSON.stringify(app.asked)).not.toContain('Words of somebody else');
    await dialog.press('Send');
    expect(dialog.words).toContain('All is well.');
  });

  it('that we never offered says so', async () => {
    const dialog = await ana.messageAction('grades.show');
    expect(dialog.words).toContain('older version');
    expect(asked()).toEqual([]);
  });
});

describe('typeahead', () => {
  it('offers at most what Teams shows, and nobody when dispatch refuses', async () => {
    const options = Array.from({ length: 20 }, (_, at) => ({ value: `p${at}`, label: `Person ${at}` }));
    app.answers(() => ({ kind: 'options', options }));
    const search = { queryText: 'per', dataset: 'safekeep.people', queryOptions: { skip: 0, top: 15 } };
    const { json } = await ana.invoke('application/search', search);
    expect(json).toEqual({
      statusCode: 200,
      type: 'application/vnd.microsoft.search.searchResponse',
      value: { results: options.slice(0, 15).map(({ value, label }) => ({ value, title: label })) },
    });
    expect(asked()).toEqual([{ kind: 'options', query: 'per' }]);
    app.answers(() => ({ kind: 'done', tone: 'danger', text: 'Safekeep is for staff.' }));
    expect((await ana.invoke('application/search', search)).json.value).toEqual({ results: [] });
  });
});

describe('the app', () => {
  it('added is welcomed with the list', async () => {
    app.answers(() => ({ kind: 'done', tone: 'good', text: 'Welcome.', card: home(1) }));
    const message = await ana.installs();
    expect(message.words).toMatch(/Welcome\.[\s\S]*Your list 1/);
    expect(asked()).toEqual([{ kind: 'lifecycle', event: 'installed' }]);
    const told = { text: 'Welcome.', tone: 'good' };
    expect(message.card.refresh.action.data).toEqual({ safekeep: { do: 'home', told } });
    app.answers(() => ({ kind: 'card', card: home(2) }));
    // what is said above a card stays when the card draws itself anew
    expect((await message.look()).words).toMatch(/Welcome\.[\s\S]*Your list 2/);
  });

  it('updated or taken away says nothing', async () => {
    app.answers(() => ok);
    const calls = peer.calls.length;
    await ana.send({ type: 'installationUpdate', action: 'add-upgrade' });
    await ana.uninstalls();
    await vi.waitFor(() => expect(app.asked).toHaveLength(2), patient);
    expect(asked()).toEqual([
      { kind: 'lifecycle', event: 'installed' },
      { kind: 'lifecycle', event: 'uninstalled' },
    ]);
    peer.person(ana.member.name, { installed: true });
    await ana.types('help');
    expect(peer.calls.slice(calls)).toHaveLength(1);
  });
});

describe('what is none of ours', () => {
  it.each([
    ['an edited message', { type: 'messageUpdate', text: '/nda' }],
    ['a deleted message', { type: 'messageDelete' }],
    ['a reaction', { type: 'messageReaction', reactionsAdded: [{ type: 'like' }] }],
    ['somebody typing', { type: 'typing' }],
    ['somebody joining', { type: 'conversationUpdate', membersAdded: [{ id: '29:x' }] }],
    ['an installation of another kind', { type: 'installationUpdate', action: 'remove-upgrade' }],
  ])('%s asks nothing of anybody', async (_what, activity) => {
    const calls = peer.calls.length;
    expect((await ana.send(activity)).status).toBe(202);
    app.answers(() => ok);
    await ana.types('help');
    expect(app.asked).toHaveLength(1);
    expect(peer.calls.slice(calls)).toHaveLength(1);
  });

  it('the app added to a team asks nothing of anybody', async () => {
    const spot = ana.in(peer.group([ana.member], 'channel'));
    await ana.send({ ...spot, type: 'installationUpdate', action: 'add' });
    app.answers(() => ok);
    await ana.types('help');
    expect(app.asked).toHaveLength(1);
  });

  it('an invoke that we know nothing of is answered 501', async () => {
    const activity = activityOf(peer, ana.member, { type: 'invoke', name: 'fileConsent/invoke', value: {} });
    expect(await post(peer, app.url, activity)).toMatchObject({ status: 501, text: '' });
  });
});

describe('a stop', () => {
  it('waits for what goes on after an answer', async () => {
    const other = await startTeamsApp(peer);
    const bo = new TeamsPerson(peer, other.url, peer.person('Bo Example'));
    other.answers(
      likeDispatch(({ interaction }) =>
        interaction.kind === 'submit' ? { ...ok, card: moved } : { kind: 'card', card },
      ),
    );
    const message = await bo.types('DR-1001');
    const dialog = await message.pressForDialog('Decline');
    const held = peer.hold();
    await dialog.press('Send');
    await held.asked;
    let stopped = false;
    const stop = other.platform.stop().then(() => {
      stopped = true;
    });
    await new Promise((go) => setImmediate(go));
    expect(stopped).toBe(false);
    held.release();
    await stop;
    expect(message.words).toContain('Held by Ana');
    await other.close();
  });
});
