/** What nobody should send through a good door: a kind sentence or a plain 400, and never a word of our insides. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Interaction } from '../../../src/chat/interaction.ts';
import { startTeamsApp, type TeamsApp } from '../../support/teams-app.ts';
import { TeamsPerson } from '../../support/teams-client.ts';
import { startTeamsPeer, type TeamsPeer } from '../../support/teams-connector.ts';
import { activityOf, post, type Received } from '../../support/teams-wire.ts';
import { card, likeDispatch } from './samples.ts';

let peer: TeamsPeer;
let app: TeamsApp;
let ana: TeamsPerson;
let bo: TeamsPerson;

beforeAll(async () => {
  peer = await startTeamsPeer();
  app = await startTeamsApp(peer);
  ana = new TeamsPerson(peer, app.url, peer.person('Ana Example'));
  bo = new TeamsPerson(peer, app.url, peer.person('Bo Example'));
});
beforeEach(() => {
  app.asked.length = 0;
  app.logged.length = 0;
  app.answers(likeDispatch(() => ({ kind: 'card', card })));
});
afterAll(async () => {
  await app.close();
  await peer.close();
});

const asked = (): Interaction[] => app.asked.map(({ interaction }) => interaction);
const unspoken = /stack|Error|zod|invalid_type|\bat \/|node_modules|undefined|NaN|\[object/;

async function invoke(name: string, value: unknown): Promise<Received> {
  const received = await post(peer, app.url, activityOf(peer, ana.member, { type: 'invoke', name, value }));
  expect(received.text).not.toMatch(unspoken);
  return received;
}

const payload = { id: 'r1', version: '3' };
const claim = { safekeep: { do: 'run', id: 'request.claim', payload, on: 'case' } };

describe('a button whose data was damaged', () => {
  it.each<[string, unknown]>([
    ['no data', undefined],
    ['nothing', null],
    ['a text', 'request.claim'],
    ['a list', [claim]],
    ['another bot’s data', { action: 'claim' }],
    ['no name', { safekeep: { ...claim.safekeep, id: '' } }],
    ['a name of a page', { safekeep: { ...claim.safekeep, id: 'x'.repeat(81) } }],
    ['a deed that there is not', { safekeep: { ...claim.safekeep, do: 'drop' } }],
    ['a place that there is not', { safekeep: { ...claim.safekeep, on: 'moon' } }],
    ['a payload of numbers', { safekeep: { ...claim.safekeep, payload: { id: 7 } } }],
    ['a payload within a payload', { safekeep: { ...claim.safekeep, payload: { id: { id: 'r1' } } } }],
    ['a payload of a page', { safekeep: { ...claim.safekeep, payload: { id: 'x'.repeat(601) } } }],
    ['no payload', { safekeep: { do: 'run', id: 'request.claim', on: 'case' } }],
  ])('(%s) is answered kindly wherever it is pressed', async (_what, data) => {
    const inPlace = await invoke('adaptiveCard/action', { action: { verb: 'run', data } });
    expect(inPlace).toMatchObject({
      status: 200,
      json: { type: 'application/vnd.microsoft.activity.message' },
    });
    expect(inPlace.text).toContain('older version of Safekeep');
    for (const name of ['task/fetch', 'task/submit', 'composeExtension/submitAction']) {
      const inDialog = await invoke(name, { data, context: {} });
      expect(inDialog.status).toBe(200);
      expect(JSON.stringify(inDialog.json.task.value.card)).toContain('older version of Safekeep');
    }
    expect(asked()).toEqual([]);
  });

  it.each([
    ['run', { safekeep: { do: 'look', about: { kind: 'request', id: 'r1' } } }],
    ['look', claim],
    ['', claim],
    ['claim', claim],
    ['constructor', claim],
  ])('or bears a verb of somebody else’s (%j) does nothing', async (verb, data) => {
    const received = await invoke('adaptiveCard/action', { action: { verb, data }, trigger: 'manual' });
    expect(received.text).toContain('older version of Safekeep');
    expect(asked()).toEqual([]);
  });

  it('comes as a message: the sentence too', async () => {
    await ana.send({ value: { action: 'claim' } });
    expect((await ana.next()).words).toContain('older version of Safekeep');
    expect(asked()).toEqual([]);
  });
});

describe('an invoke of a name of ours that is none', () => {
  it.each<[string, unknown]>([
    ['adaptiveCard/action', undefined],
    ['adaptiveCard/action', 'run'],
    ['adaptiveCard/action', { action: 'run' }],
    ['adaptiveCard/action', { action: { verb: { toString: 'run' } } }],
    ['task/fetch', undefined],
    ['task/fetch', []],
    ['task/submit', 7],
    ['composeExtension/fetchTask', undefined],
    ['composeExtension/fetchTask', { commandId: '' }],
    ['composeExtension/fetchTask', { commandId: 'x'.repeat(201) }],
    ['composeExtension/fetchTask', { commandId: 'breach.report', messagePayload: 'hello' }],
    ['application/search', undefined],
    ['application/search', { queryText: 'bo' }],
    ['application/search', { queryText: 'bo', dataset: 'graph.microsoft.com/users' }],
    ['application/search', { queryText: { $ne: '' }, dataset: 'safekeep.people' }],
  ])('%s with %j is answered 400', async (name, value) => {
    expect(await invoke(name, value)).toMatchObject({ status: 400, text: '' });
    expect(asked()).toEqual([]);
  });

  it.each(['', 'x'.repeat(300), 'handoff/action', '__proto__', 'task/fetch '])(
    '%j is answered without words',
    async (name) => {
      const { status, text } = await invoke(name, {});
      expect([400, 501]).toContain(status);
      expect(text).toBe('');
    },
  );
});

describe('ids and texts that are too much', () => {
  it.each<[string, object]>([
    ['an activity’s id', { id: 'x'.repeat(513) }],
    ['a person’s', { from: { id: `29:${'x'.repeat(512)}` } }],
    ['a conversation’s', { conversation: { id: 'x'.repeat(513), conversationType: 'personal' } }],
    ['a message’s', { replyToId: 'x'.repeat(513) }],
  ])('%s of more than 512 characters: 400, and nobody is asked', async (_what, more) => {
    const activity = {
      type: 'invoke',
      name: 'adaptiveCard/action',
      value: { action: { verb: 'run', data: claim } },
    };
    const merged = activityOf(peer, ana.member, { ...activity, ...more });
    merged.conversation.tenantId = peer.tenant;
    expect(await post(peer, app.url, merged)).toMatchObject({ status: 400, text: '' });
    const message = activityOf(peer, ana.member, { text: 'help', ...more });
    message.conversation.tenantId = peer.tenant;
    expect((await post(peer, app.url, message)).text).toBe('');
    expect(asked()).toEqual([]);
  });

  it('a query of a page is cut, as nobody’s name is that long', async () => {
    await invoke('application/search', { queryText: 'x'.repeat(5000), dataset: 'safekeep.people' });
    expect(asked()).toEqual([{ kind: 'options', query: 'x'.repeat(100) }]);
  });

  it('mentions that are none leave the text as it was typed', async () => {
    app.answers(() => ({ kind: 'done', tone: 'good', text: 'ok' }));
    const entities = [
      null,
      7,
      { type: 'mention' },
      { type: 'mention', mentioned: { id: `28:${peer.appId}` }, text: '' },
    ];
    await ana.send({ text: '/nda now', entities });
    await ana.next();
    expect(asked()).toEqual([{ kind: 'command', name: 'nda', text: 'now' }]);
  });
});

/** A dialog of ours as Ana has it open, and what its button would send. */
async function dialogData(): Promise<{ safekeep: Record<string, unknown> } & Record<string, unknown>> {
  const data = {
    msteams: { type: 'task/fetch' },
    safekeep: { do: 'form', form: 'f', subject: {}, on: 'case' },
  };
  const dialog = ana.dialog(await ana.invoke('task/fetch', { data }), ana.personal());
  dialog.fill('Title', 'Attendance');
  dialog.choose('Who asks?', 'I do');
  const sent = dialog.dataOf(dialog.card.actions[0]);
  app.asked.length = 0;
  return sent;
}

describe('a dialog whose data was damaged', () => {
  it.each<[string, object]>([
    ['no token', { token: undefined }],
    ['a token of numbers', { token: 7 }],
    ['a page that there is not', { page: 0 }],
    ['a page of half', { page: 1.5 }],
    ['kept values of another kind', { kept: { title: { $gt: '' } } }],
    ['a kept name of a page', { kept: { ['x'.repeat(81)]: 'y' } }],
    ['inputs of a kind that there is not', { inputs: { title: 'script' } }],
    ['a source that is none', { source: { activity: '', on: 'case' } }],
    ['a line that is none', { do: 'initial', line: '', on: true }],
  ])('(%s) says so, and nobody is asked', async (_what, damage) => {
    const sent = await dialogData();
    const { status, text } = await invoke('task/submit', {
      data: { ...sent, safekeep: { ...sent.safekeep, ...damage } },
    });
    expect(status).toBe(200);
    expect(text).toContain('older version of Safekeep');
    expect(asked()).toEqual([]);
  });

  it.each<[string, unknown]>([
    ['a list', ['a', 'b']],
    ['a number', 7],
    ['a box', { toString: 'x' }],
    ['nothing', null],
  ])('(%s for a text) is sent as a field left empty', async (_what, value) => {
    const sent = await dialogData();
    await invoke('task/submit', { data: { ...sent, 'f:title': value } });
    const submit = asked().find((one) => one.kind === 'submit');
    expect(submit?.kind === 'submit' && submit.values.title).toBeUndefined();
  });

  it('and fields that it never had go nowhere', async () => {
    const sent = await dialogData();
    const more = { 'f:__proto__': 'x', 'f:constructor': 'x', 'f:isAdmin': 'true', isAdmin: true };
    await invoke('task/submit', { data: { ...sent, ...more } });
    expect(JSON.stringify(app.asked)).not.toMatch(/isAdmin|__proto__|"constructor"/);
    expect(asked().at(-1)).toMatchObject({ kind: 'submit', values: { title: 'Attendance', who: 'me' } });
  });

  it('a line that the form does not have is told to dispatch, which knows', async () => {
    const sent = await dialogData();
    const safekeep = { ...sent.safekeep, do: 'initial', line: 'Z9', on: true };
    expect((await invoke('task/submit', { data: { ...sent, safekeep } })).status).toBe(200);
    expect(asked()[0]).toMatchObject({ kind: 'change', changed: 'Z9' });
  });

  it.each(['tampered', 'x'.repeat(20_000)])(
    'a token that is not ours goes to dispatch as it came, and its answer is shown (%#)',
    async (token) => {
      const good = await dialogData();
      app.answers(() => ({ kind: 'done', tone: 'warning', text: 'This form is damaged.' }));
      const safekeep = { ...good.safekeep, token };
      expect((await invoke('task/submit', { data: { ...good, safekeep } })).text).toContain(
        'This form is damaged.',
      );
      expect(asked().every((one) => !('token' in one) || one.token === token)).toBe(true);
    },
  );
});

describe('a dialog of another person', () => {
  it('is asked of dispatch as whoever sends it, and its source is no message of theirs', async () => {
    const message = await ana.types('DR-1001');
    const sent = await dialogData();
    const safekeep = { ...sent.safekeep, source: { activity: message.id, on: 'case' } };
    app.answers(
      likeDispatch(() => ({
        kind: 'done',
        tone: 'good',
        text: 'Taken over.',
        card: { ...card, actions: [] },
      })),
    );
    const activity = activityOf(peer, bo.member, {
      type: 'invoke',
      name: 'task/submit',
      value: { data: { ...sent, safekeep } },
    });
    expect((await post(peer, app.url, activity)).status).toBe(200);
    for (const { caller } of app.asked)
      expect(caller).toMatchObject({ kind: 'account', account: bo.member.aadObjectId });
    await bo.types('help', 'DR-1001');
    expect(message.words).not.toContain('Taken over.');
    expect(message.buttons).toContain('Claim');
  });
});

describe('a fault while an invoke is answered', () => {
  it.each([
    ['adaptiveCard/action', { action: { verb: 'run', data: claim } }],
    ['task/fetch', { data: claim }],
    ['task/submit', { data: claim }],
    ['composeExtension/submitAction', { data: claim }],
  ])('(%s) is told with a reference that the log has too, and nothing of the matter', async (name, value) => {
    app.answers(() => {
      throw new Error('secret words of a request');
    });
    const { status, text } = await invoke(name, value);
    expect(status).toBe(200);
    const reference = /reference: (\w{6})/.exec(text)?.[1] ?? 'none';
    const log = app.logged.join('\n');
    expect(log).toContain(`"reference":"${reference}"`);
    expect(`${text}${log}`).not.toContain('secret');
  });

  it('keeps what was typed, to be sent once more', async () => {
    const sent = await dialogData();
    app.answers(() => {
      throw new Error('broken');
    });
    const { json } = await invoke('task/submit', { data: sent });
    const [again] = json.task.value.card.content.actions;
    expect(again).toMatchObject({ type: 'Action.Submit', title: 'Try again', data: sent });
  });

  it('offers nobody in a typeahead', async () => {
    app.answers(() => {
      throw new Error('broken');
    });
    const { json } = await invoke('application/search', { queryText: 'bo', dataset: 'safekeep.people' });
    expect(json.value).toEqual({ results: [] });
  });

  it('and while a message is answered, too', async () => {
    app.answers(() => {
      throw new Error('broken');
    });
    expect((await ana.types('help')).words).toMatch(/reference: \w{6}/);
  });
});
