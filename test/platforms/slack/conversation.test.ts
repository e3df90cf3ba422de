/** Slack to dispatch and back, over signed HTTP, as a person at the keyboard sees it. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Card } from '../../../src/chat/card.ts';
import type { Form, OpenForm, RawValues } from '../../../src/chat/form.ts';
import { decodeToken } from '../../../src/chat/form-token.ts';
import type { Envelope, Reply } from '../../../src/chat/interaction.ts';
import { type SlackApp, startSlackApp } from '../../support/slack-app.ts';
import { Modal, overHttp, SlackPerson } from '../../support/slack-client.ts';
import { type SlackPeer, startSlackPeer } from '../../support/slack-peer.ts';

let peer: SlackPeer;
let app: SlackApp;
let ana: SlackPerson;

beforeAll(async () => {
  peer = await startSlackPeer([{ name: 'ana', email: 'ana@sample.example' }]);
  app = await startSlackApp(peer);
  ana = new SlackPerson(peer, overHttp(app.url, peer), 'ana');
});
beforeEach(() => {
  app.asked.length = 0;
});
afterAll(async () => {
  await app.close();
  await peer.close();
});

const form: Form = {
  title: 'Ask for data',
  submit: 'Send',
  intro: [{ kind: 'text', text: 'Tell us what you need.' }],
  fields: {
    title: { kind: 'text', label: 'Title', max: 80 },
    question: { kind: 'text', label: 'Question', multiline: true, max: 3000, hint: 'In your own words.' },
    who: {
      kind: 'choice',
      label: 'Who asks?',
      options: [
        { value: 'me', label: 'I do' },
        { value: 'colleague', label: 'A colleague' },
      ],
    },
    colleague: { kind: 'person', label: 'Which colleague?', showIf: { field: 'who', is: ['colleague'] } },
    collections: {
      kind: 'choices',
      label: 'Collections',
      options: [
        { value: 'c1', label: 'Attendance' },
        { value: 'c2', label: 'Staff' },
      ],
    },
    by: { kind: 'date', label: 'Needed by', optional: true },
    met: { kind: 'moment', label: 'When did you meet?', optional: true },
    sure: { kind: 'tick', label: 'Purpose', says: 'I need it for my work' },
  },
  values: {},
};

const open = (values: RawValues = {}, more: Partial<OpenForm> = {}, shape: Form = form): OpenForm => ({
  form: { ...shape, values },
  token: {
    form: 'request.file',
    instance: '6a52ad5c-7d8c-4c48-8d0d-5b1c9dbd7ab1',
    page: 1,
    subject: { for: 'me' },
    policy: 'fp',
  },
  errors: {},
  marked: {},
  ...more,
});

const card: Card = {
  audience: 'person',
  title: 'DR-1001 Attendance by grade',
  status: { label: 'Waiting for a steward', tone: 'info' },
  blocks: [{ kind: 'facts', facts: [{ label: 'Asked by', value: 'Ana' }] }],
  actions: [
    {
      kind: 'run',
      id: 'request.claim',
      label: 'Claim',
      payload: { id: 'r1', version: '3' },
      style: 'primary',
    },
    { kind: 'open-form', form: 'request.decline', label: 'Decline', subject: { id: 'r1' } },
    { kind: 'link', label: 'On the web', path: '/' },
  ],
};

/** Answers like dispatch does: opens, redraws on change, and what the test says on the rest. */
function likeDispatch(onSubmit: (values: RawValues) => Reply): (envelope: Envelope) => Reply {
  return ({ interaction }) => {
    switch (interaction.kind) {
      case 'command':
      case 'open-form':
        return { kind: 'form', open: open() };
      case 'change':
        return { kind: 'form', open: open(interaction.values) };
      case 'submit':
        return onSubmit(interaction.values);
      case 'options':
        return {
          kind: 'options',
          options: [{ value: 'p7', label: 'Bo Lind', description: 'Analyst · North' }],
        };
      default:
        return { kind: 'done', tone: 'warning', text: `unexpected ${interaction.kind}` };
    }
  };
}

describe('a typed command', () => {
  it('opens its form, reads every field back by its label, and shows what came of it', async () => {
    let sent: RawValues = {};
    app.answers(
      likeDispatch((values) => {
        sent = values;
        return { kind: 'done', tone: 'good', text: 'Your request is DR-1001.', card };
      }),
    );
    const modal = await ana.commandForModal('/data-request');
    expect(modal.title).toBe('Ask for data');
    expect(modal.labels).not.toContain('Which colleague?');
    await modal.fill('Title', 'Attendance by grade');
    await modal.fill('Question', 'How many?\n*Really* <many> & :smile: ‏שלום‏ 👩‍🏫');
    await modal.choose('Who asks?', 'A colleague');
    await modal.redrawn();
    expect(modal.labels).toContain('Which colleague?');
    expect(modal.value('Question')).toContain('*Really*');
    await modal.choosePerson('Which colleague?', 'Bo');
    await modal.choose('Collections', 'Attendance', 'Staff');
    await modal.fill('Needed by', '2026-02-03');
    await modal.fill('When did you meet?', '2026-01-02');
    await modal.fill('When did you meet? (time)', '09:30');
    await modal.tick('Purpose');
    await modal.submit();
    expect(sent).toEqual({
      title: 'Attendance by grade',
      question: 'How many?\n*Really* <many> & :smile: ‏שלום‏ 👩‍🏫',
      who: 'colleague',
      colleague: 'p7',
      collections: ['c1', 'c2'],
      by: '2026-02-03',
      met: '2026-01-02T09:30',
      sure: true,
    });
    expect(modal.title).toBe('Done');
    expect(modal.words).toContain('Your request is DR-1001.');
    expect(modal.buttons).toEqual(['Claim', 'Decline', 'On the web']);
  });

  it('is answered to that person only when the answer is a card', async () => {
    app.answers(() => ({ kind: 'card', card }));
    const message = await ana.commandForMessage('/data-request', 'DR-1001');
    expect(message.body.response_type).toBe('ephemeral');
    expect(message.body.text).toBe('DR-1001 Attendance by grade · Waiting for a steward');
    expect(message.words).toContain('Asked by: ');
    expect(app.asked[0]?.interaction).toEqual({ kind: 'command', name: 'data-request', text: 'DR-1001' });
  });

  it.each(['/data-request', '/sk-data-request', '/lpa_data-request', '/SK-Data-Request'])(
    'is understood as data-request when the workspace calls it %s',
    async (typed) => {
      app.answers(() => ({ kind: 'done', tone: 'good', text: 'ok' }));
      await ana.commandForMessage(typed);
      expect(app.asked[0]?.interaction).toMatchObject({ name: 'data-request' });
    },
  );

  it('that no one registered reaches dispatch by its own name', async () => {
    app.answers(() => ({ kind: 'done', tone: 'warning', text: 'There is no /grades here.' }));
    const message = await ana.commandForMessage('/grades', 'a &lt;b&gt; &amp;amp;');
    expect(message.words).toContain('There is no /grades here.');
    expect(app.asked[0]?.interaction).toEqual({ kind: 'command', name: 'grades', text: 'a <b> &amp;' });
  });

  it('carries the trigger as its delivery, and the caller as team and account', async () => {
    app.answers(() => ({ kind: 'done', tone: 'good', text: 'ok' }));
    const payload = await ana.commandPayload('/nda');
    await ana.carry(payload, 'command');
    await peer.nextResponse(payload.response_id);
    expect(app.asked[0]).toMatchObject({
      surface: 'slack',
      delivery: payload.trigger_id,
      caller: { kind: 'account', surface: 'slack', tenant: peer.team, account: ana.userId },
    });
  });

  it('is acknowledged before dispatch is asked for anything', async () => {
    let finish = (): void => {};
    const waiting = new Promise<void>((go) => {
      finish = go;
    });
    app.answers(async () => {
      await waiting;
      return { kind: 'card', card };
    });
    const payload = await ana.commandPayload('/data-request', 'DR-1001');
    const ack = await ana.carry(payload, 'command');
    expect(ack).toMatchObject({ status: 200, text: '' });
    finish();
    expect((await peer.nextResponse(payload.response_id)).text).toContain('DR-1001');
  });

  it('whose form comes too late for Slack is answered with an Open button that opens it', async () => {
    app.answers(likeDispatch(() => ({ kind: 'done', tone: 'good', text: 'ok' })));
    peer.bend('views.open', () => ({ body: { ok: false, error: 'expired_trigger_id' } }));
    const message = await ana.commandForMessage('/data-request');
    expect(message.words).toContain('too little time');
    await peer.nextCall('views.open');
    peer.bend('views.open', () => undefined);
    const modal = await message.pressForModal('Open');
    expect(modal.title).toBe('Ask for data');
    expect(app.asked.at(-1)?.interaction).toEqual({
      kind: 'open-form',
      form: 'request.file',
      subject: { for: 'me' },
    });
  });

  it('is answered with a reference when Slack refuses our answer, and the log has it too', async () => {
    app.answers(likeDispatch(() => ({ kind: 'done', tone: 'good', text: 'ok' })));
    peer.bend('views.open', () => ({ body: { ok: false, error: 'invalid_arguments' } }));
    const message = await ana.commandForMessage('/data-request');
    await peer.nextCall('views.open');
    peer.bend('views.open', () => undefined);
    const reference = /reference: (\w{6})/.exec(message.words)?.[1] ?? 'none';
    expect(app.logged.join('\n')).toContain(`"reference":"${reference}"`);
    expect(app.logged.join('\n')).toContain('invalid_arguments');
  });
});

describe('a global shortcut', () => {
  it('is a bare command, answered in a modal', async () => {
    app.answers(() => ({ kind: 'card', card }));
    const payload = {
      ...ana.base(),
      type: 'shortcut',
      callback_id: 'data-request',
      trigger_id: await ana.trigger(),
    };
    expect(await ana.carry(payload, 'interactive')).toMatchObject({ status: 200 });
    const modal = await ana.nextModal();
    expect(modal.words).toContain('DR-1001');
    expect(app.asked[0]?.interaction).toEqual({ kind: 'command', name: 'data-request', text: '' });
  });
});

describe('a sent form', () => {
  it('that is refused keeps everything, with Slack’s own message under the field', async () => {
    app.answers(
      likeDispatch((values) => ({
        kind: 'invalid',
        open: open(values, { errors: { title: 'Please fill this in.' } }),
      })),
    );
    const modal = await ana.commandForModal('/data-request');
    await modal.fill('Question', 'Why?');
    const ack = await modal.submit();
    expect(ack.json.response_action).toBe('errors');
    expect(modal.errors).toEqual({ Title: 'Please fill this in.' });
    expect(modal.value('Question')).toBe('Why?');
  });

  it('that needs a field more is drawn again with the values kept and the words marked', async () => {
    const more: Form = {
      ...form,
      fields: {
        ...form.fields,
        not_a_student: { kind: 'tick', label: 'If we are mistaken', says: 'Not a student', optional: true },
      },
    };
    app.answers(
      likeDispatch((values) => ({
        kind: 'invalid',
        open: open(
          values,
          {
            errors: { question: 'This looks like student data: “Jo Doe 1/2/2015”.' },
            marked: { question: ['Jo Doe 1/2/2015'] },
          },
          more,
        ),
      })),
    );
    const modal = await ana.commandForModal('/data-request');
    await modal.fill('Title', 'T');
    await modal.fill('Question', 'About Jo Doe 1/2/2015, please');
    const ack = await modal.submit();
    expect(ack.json.response_action).toBe('update');
    expect(modal.labels).toContain('If we are mistaken');
    expect(modal.value('Question')).toBe('About Jo Doe 1/2/2015, please');
    expect(modal.value('Title')).toBe('T');
    expect(modal.words).toContain('⚠️ This looks like student data: “Jo Doe 1/2/2015”.');
    expect(JSON.stringify(modal.view)).toContain(
      '{"type":"text","text":"Jo Doe 1/2/2015","style":{"code":true}}',
    );
    // a corrected form is the same instance, so that it counts once
    expect(decodeToken(JSON.parse(modal.view.private_metadata).t)?.instance).toBe(open().token.instance);
  });

  it('with a note for no single field is drawn again with the note', async () => {
    app.answers(
      likeDispatch((values) => ({
        kind: 'invalid',
        open: open(
          values,
          {},
          { ...form, intro: [{ kind: 'note', tone: 'warning', text: 'The plan changed.' }] },
        ),
      })),
    );
    const modal = await ana.commandForModal('/data-request');
    await modal.fill('Title', 'T');
    await modal.submit();
    expect(modal.words).toContain('The plan changed.');
    expect(modal.value('Title')).toBe('T');
  });

  it('gives a field a new block_id where the value on screen must change', async () => {
    app.answers(({ interaction }) =>
      interaction.kind === 'change'
        ? { kind: 'form', open: open({ ...interaction.values, title: 'Set by us', who: 'me' }) }
        : { kind: 'form', open: open({ title: 'First', who: 'me' }) },
    );
    const modal = await ana.commandForModal('/data-request');
    await modal.fill('Title', 'Typed');
    await modal.choose('Who asks?', 'A colleague');
    await modal.redrawn();
    expect(modal.value('Title')).toBe('Set by us');
    expect(modal.value('Who asks?')).toBe('I do');
  });

  it('twice in one delivery asks dispatch twice with the same token', async () => {
    app.answers(likeDispatch(() => ({ kind: 'done', tone: 'good', text: 'This was already done.' })));
    const modal = await ana.commandForModal('/data-request');
    const payload = await modal.submitPayload();
    await ana.carry(payload, 'interactive');
    await ana.carry(payload, 'interactive');
    const submits = app.asked.filter((one) => one.interaction.kind === 'submit');
    expect(submits).toHaveLength(2);
    expect(submits[0]?.delivery).toBe(submits[1]?.delivery);
    expect(submits[0]?.interaction).toEqual(submits[1]?.interaction);
  });

  it('with a token that is not ours goes to dispatch as it came', async () => {
    app.answers(likeDispatch(() => ({ kind: 'done', tone: 'warning', text: 'This form is damaged.' })));
    const modal = await ana.commandForModal('/data-request');
    modal.view.private_metadata = 'tampered';
    await modal.submit();
    expect(app.asked.at(-1)?.interaction).toMatchObject({ kind: 'submit', token: 'tampered' });
    expect(modal.title).toBe('Please read this');
    expect(modal.words).toContain('This form is damaged.');
  });

  it('is acknowledged with “one moment” before Slack is asked who somebody is', async () => {
    const held = peer.hold('users.info');
    app.answers(async ({ interaction, caller }) => {
      if (interaction.kind === 'submit' && caller.kind === 'account') {
        const profile = await caller.profile();
        return { kind: 'done', tone: 'danger', text: `You are ${profile?.standing}.` };
      }
      return { kind: 'form', open: open() };
    });
    const modal = await ana.commandForModal('/data-request');
    await modal.submit();
    expect(modal.title).toBe('One moment');
    await held.asked;
    held.release();
    await modal.redrawn();
    expect(modal.words).toContain('You are member.');
  });

  it('opened from an answer only this person sees brings that answer up to date', async () => {
    app.answers(({ interaction }) => {
      if (interaction.kind === 'command') return { kind: 'card', card };
      if (interaction.kind === 'submit')
        return {
          kind: 'done',
          tone: 'good',
          text: 'Declined.',
          card: { ...card, title: 'DR-1001 declined' },
        };
      return { kind: 'form', open: open() };
    });
    const message = await ana.commandForMessage('/data-request', 'DR-1001');
    const { responseId } = await message.press('Decline');
    const modal = await ana.nextModal();
    await modal.submit();
    const replaced = await peer.nextResponse(responseId);
    expect(replaced).toMatchObject({
      replace_original: true,
      text: 'DR-1001 declined · Waiting for a steward',
    });
  });
});

describe('a pressed button', () => {
  it('runs, and its message is replaced by the case as it now stands', async () => {
    app.answers(({ interaction }) =>
      interaction.kind === 'command'
        ? { kind: 'card', card }
        : {
            kind: 'done',
            tone: 'good',
            text: 'You claimed it.',
            card: { ...card, status: { label: 'Claimed by Ana', tone: 'good' } },
          },
    );
    const message = await ana.commandForMessage('/data-request', 'DR-1001');
    const after = await message.pressForMessage('Claim');
    expect(after.body.replace_original).toBe(true);
    expect(after.words).toContain('Claimed by Ana');
    expect(after.words).toContain('You claimed it.');
    expect(app.asked.at(-1)?.interaction).toEqual({
      kind: 'action',
      id: 'request.claim',
      payload: { id: 'r1', version: '3' },
    });
  });

  it('on a message that others see leaves it as it is and answers only who pressed', async () => {
    app.answers(() => ({ kind: 'done', tone: 'good', text: 'Yours.', card }));
    const message = await ana.commandForMessage('/data-request');
    const inChannel = Object.assign(message, {
      where: { ephemeral: false, channel: 'C000000001', ts: '1.2' },
    });
    const after = await inChannel.pressForMessage('Claim');
    expect(after.body).toMatchObject({ response_type: 'ephemeral', replace_original: false });
  });

  it('that is only a link changes nothing and asks nothing', async () => {
    app.answers(() => ({ kind: 'card', card }));
    const message = await ana.commandForMessage('/data-request');
    app.asked.length = 0;
    const { ack } = await message.press('On the web');
    expect(ack.status).toBe(200);
    expect(app.asked).toEqual([]);
  });

  it('inside a result shows the next result in the same modal', async () => {
    app.answers(({ interaction }) =>
      interaction.kind === 'action'
        ? { kind: 'done', tone: 'good', text: 'You claimed it.' }
        : interaction.kind === 'submit'
          ? { kind: 'done', tone: 'good', text: 'Filed.', card }
          : { kind: 'form', open: open() },
    );
    const modal = await ana.commandForModal('/data-request');
    await modal.submit();
    await modal.press('Claim');
    await modal.redrawn();
    expect(modal.words).toContain('You claimed it.');
  });

  it.each(['claim', 'run:x:request.claim', 'run:0:', 'form:1', '💥', 'run:0:request.claim\u0000'])(
    'with the unknown action id %j changes nothing and gets a kind answer',
    async (actionId) => {
      app.answers(() => ({ kind: 'done', tone: 'warning', text: 'This button is from an older version.' }));
      const message = await ana.commandForMessage('/data-request');
      app.asked.length = 0;
      const { payload, responseId } = await message.pressPayload({ action_id: actionId, value: 'not json' });
      expect(await ana.carry(payload, 'interactive')).toMatchObject({ status: 200 });
      const answer = await peer.nextResponse(responseId);
      expect(answer).toMatchObject({ response_type: 'ephemeral', replace_original: false });
      expect(answer.text).toContain('nothing was changed');
      expect(app.asked).toEqual([]);
    },
  );
});

describe('App Home', () => {
  it('is published as a person’s list, and its buttons answer in a modal and draw it again', async () => {
    let pressed = 0;
    app.answers(({ interaction }) => {
      if (interaction.kind === 'action') pressed += 1;
      return interaction.kind === 'home'
        ? { kind: 'card', card: { ...card, title: `Your list ${pressed}` } }
        : { kind: 'done', tone: 'good', text: 'You claimed it.' };
    });
    const home = await ana.openHome('Ev42');
    expect(home.words).toContain('Your list 0');
    expect(app.asked[0]?.delivery).toBe('Ev42');
    await home.press('Claim');
    expect((await ana.nextModal()).words).toContain('You claimed it.');
    const call = await peer.nextCall('views.publish');
    expect(JSON.stringify(call.body)).toContain('Your list 1');
  });

  it('says in one sentence why a stranger has none', async () => {
    app.answers(() => ({
      kind: 'done',
      tone: 'danger',
      text: 'Safekeep is for staff on the district roster.',
    }));
    const home = await ana.openHome();
    expect(home.words).toContain('Safekeep is for staff on the district roster.');
  });
});

describe('fields told at once', () => {
  const draft: Form = {
    title: 'Privacy agreement',
    submit: 'Sign',
    intro: [],
    keepsDraft: true,
    fields: {
      G1: { kind: 'initial', label: 'I keep passwords to myself.', says: 'I initial this line' },
      G2: { kind: 'initial', label: 'I lock my screen.', says: 'I initial this line' },
    },
    values: {},
  };

  it('sends each tick with everything ticked so far, and leaves an unchanged form alone', async () => {
    app.answers(({ interaction }) =>
      interaction.kind === 'change'
        ? { kind: 'form', open: open(interaction.values, {}, draft) }
        : { kind: 'form', open: open({}, {}, draft) },
    );
    const modal = await ana.commandForModal('/nda');
    const updates = peer.calls.filter((call) => call.method === 'views.update').length;
    await modal.tick('I keep passwords to myself.');
    await modal.tick('I lock my screen.');
    await modal.untick('I keep passwords to myself.');
    const changes = app.asked.flatMap(({ interaction }) =>
      interaction.kind === 'change' ? [interaction] : [],
    );
    expect(changes.map(({ changed, values }) => [changed, values])).toEqual([
      ['G1', { G1: true, G2: false }],
      ['G2', { G1: true, G2: true }],
      ['G1', { G1: false, G2: true }],
    ]);
    expect(peer.calls.filter((call) => call.method === 'views.update')).toHaveLength(updates);
  });

  it('draws the latest again when Slack says that the view changed meanwhile', async () => {
    app.answers(({ interaction }) =>
      interaction.kind === 'change'
        ? { kind: 'form', open: open(interaction.values) }
        : { kind: 'form', open: open() },
    );
    const modal = await ana.commandForModal('/data-request');
    modal.view.hash = 'stale';
    await modal.choose('Who asks?', 'A colleague');
    expect((await peer.nextCall('views.update')).answer).toMatchObject({ error: 'hash_conflict' });
    await modal.redrawn();
    expect(modal.labels).toContain('Which colleague?');
  });
});

describe('a person field', () => {
  it('offers whom dispatch finds, with what tells them apart', async () => {
    app.answers(likeDispatch(() => ({ kind: 'done', tone: 'good', text: 'ok' })));
    const modal = new Modal(
      ana,
      (
        await ana.commandForModal('/data-request').then(async (first) => {
          await first.choose('Who asks?', 'A colleague');
          await first.redrawn();
          return first;
        })
      ).view,
    );
    expect(await modal.suggestions('Which colleague?', 'bo')).toEqual([
      {
        text: { type: 'plain_text', text: 'Bo Lind', emoji: false },
        value: 'p7',
        description: { type: 'plain_text', text: 'Analyst · North', emoji: false },
      },
    ]);
    expect(app.asked.at(-1)?.interaction).toEqual({ kind: 'options', query: 'bo' });
  });
});
