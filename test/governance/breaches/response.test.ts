/** Answering an incident: who is called, what is done by when, what is written down, and how it ends (003 §6.1, PTAC, NIST). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { features } from '../../../src/governance/features.ts';
import { frontDoor } from '../../support/front-door.ts';
import { arrange, askAs, givenPerson } from '../../support/people.ts';
import { decidesBreach, drawnFor, pageOf, sends, taskOn, tasksOn, toldAbout, underway } from './deciding.ts';
import { fills, givenTown, incidentOf, presses, sees, type Town, wordsOf } from './world.ts';

let town: Town;
beforeAll(async () => {
  town = await givenTown();
});
afterAll(() => town.database.drop());

describe('the team', () => {
  it('is called from the plan, by role and by name, and its tasks open with owner and due time', async () => {
    const { itsm, manager, colleague } = town.people;
    const member = await givenPerson(town.store, { name: 'Calvin Moss', roles: ['breach_team'] });
    const id = await underway(town);
    await fills(town, itsm, id, 'Call the team', { people: [colleague.id] });
    expect(await toldAbout(town, id, 'breach.team')).toEqual([manager.id, colleague.id, member.id].sort());
    for (const who of [manager, colleague, member]) expect(await sees(town, who, id)).toBeDefined();
    const validate = await taskOn(town, id, 'validate');
    expect(validate).toMatchObject({ ownerRole: 'desk', state: 'open', required: true });
    expect(validate.dueAt?.toISOString()).toBe('2026-11-20T21:25:41.000Z');
    const page = await pageOf(town, itsm, id);
    expect(page).toContain('PTAC 8 Preserve evidence');
    expect(page).toContain('NIST Respond: incident analysis (RS.AN-07)');
    expect(await toldAbout(town, id, 'breach.task-due')).toEqual([]);
  });

  it('never has somebody whom it concerns, and does not say to anybody outside whom it concerns', async () => {
    const { itsm, colleague } = town.people;
    const id = await underway(town);
    await fills(town, itsm, id, 'It concerns somebody', { who: colleague.id, reason: 'Her own account.' });
    for (const [form, values] of [
      ['breach.team', { people: [colleague.id] }],
      ['breach.hand-over', { to: colleague.id, summary: 'All yours.' }],
      ['breach.task-add', { what: 'Look again', who: colleague.id, due: '2026-11-23T10:00' }],
    ] as const)
      expect(await sends(town, itsm, form, { id }, values)).toMatchObject({ kind: 'invalid' });
    expect(await sees(town, colleague, id)).toBeUndefined();
    expect(await toldAbout(town, id, 'breach.team')).toEqual([]);
  });

  it('a decision that it is a breach calls it, and opens what there is to do in a breach', async () => {
    const { itsm, manager } = town.people;
    const id = await underway(town);
    await decidesBreach(town, id);
    expect((await incidentOf(town, id)).teamCalledAt).not.toBeNull();
    expect((await taskOn(town, id, 'notify')).ownerRole).toBe('student_data_manager');
    const keys = (await tasksOn(town, id)).map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(await toldAbout(town, id, 'breach.team')).toContain(manager.id);
    expect(wordsOf(await town.door.does(manager.id, { kind: 'home' }))).toContain('Decide whom to notify');
    expect(wordsOf(await sees(town, itsm, id))).toContain(`${keys.length} open, of ${keys.length}`);
  });
});

describe('a task', () => {
  it('is done, not needed with a reason, or open again, and the timeline says so', async () => {
    const { itsm } = town.people;
    const id = await underway(town);
    await decidesBreach(town, id);
    const contain = (await taskOn(town, id, 'contain')).id;
    const restore = (await taskOn(town, id, 'restore')).id;
    expect(
      wordsOf(
        await sends(
          town,
          itsm,
          'breach.task',
          { id, task: contain },
          { outcome: 'done', note: 'The link is off.' },
        ),
      ),
    ).toContain('Done.');
    expect(
      await sends(town, itsm, 'breach.task', { id, task: restore }, { outcome: 'not_applicable' }),
    ).toMatchObject({ kind: 'invalid' });
    await sends(
      town,
      itsm,
      'breach.task',
      { id, task: restore },
      { outcome: 'not_applicable', why: 'No system was touched.' },
    );
    await sends(
      town,
      itsm,
      'breach.task',
      { id, task: contain },
      { outcome: 'open', why: 'The link is on again.' },
    );
    expect((await taskOn(town, id, 'contain')).state).toBe('open');
    expect(await taskOn(town, id, 'restore')).toMatchObject({
      state: 'not_applicable',
      settledById: itsm.id,
    });
    const page = await pageOf(town, itsm, id);
    for (const words of [
      'Done: Stop it',
      'The link is off.',
      'Not needed: Bring systems',
      'No system was touched.',
      'Open again: Stop it',
    ])
      expect(page).toContain(words);
  });

  it('is given to somebody else, who is told and sees it on their list and the case with it', async () => {
    const { itsm, colleague } = town.people;
    const id = await underway(town);
    await decidesBreach(town, id);
    const scope = (await taskOn(town, id, 'scope')).id;
    await sends(town, itsm, 'breach.task', { id, task: scope }, { outcome: 'given', who: colleague.id });
    expect(await drawnFor(town, colleague, 'breach.task-given', id)).toContain('Find out which data');
    const home = wordsOf(await town.door.does(colleague.id, { kind: 'home' }));
    expect(home).toContain('Find out which data');
    await sends(town, colleague, 'breach.task', { id, task: scope }, { outcome: 'done' });
    expect(wordsOf(await town.door.does(colleague.id, { kind: 'home' }))).not.toContain(
      'Find out which data',
    );
  });

  it('is moved to a later time with a reason, never into the past', async () => {
    const { itsm } = town.people;
    const id = await underway(town);
    await decidesBreach(town, id);
    const scope = (await taskOn(town, id, 'scope')).id;
    const move = (due: string) =>
      sends(
        town,
        itsm,
        'breach.task',
        { id, task: scope },
        { outcome: 'moved', due, why: 'The vendor answers on Monday.' },
      );
    expect(await move('2026-11-19T10:00')).toMatchObject({ kind: 'invalid' });
    await move('2026-11-24T10:00');
    expect((await taskOn(town, id, 'scope')).dueAt?.toISOString()).toBe('2026-11-24T17:00:00.000Z');
  });

  it('can be added beside the plan’s; what was typed goes onto the page, not into chat', async () => {
    const { itsm, colleague } = town.people;
    const id = await underway(town);
    const values = {
      what: 'Ring the bus company',
      who: colleague.id,
      due: '2026-11-23T10:00',
      required: true,
    };
    await sends(town, itsm, 'breach.task-add', { id }, values);
    expect(await pageOf(town, itsm, id)).toContain('Ring the bus company');
    const inChat = await town.door.does(colleague.id, { kind: 'home' }, undefined, 'slack');
    expect(wordsOf(inChat)).toContain('a task that was added for you');
    expect(wordsOf(inChat)).not.toContain('bus company');
  });

  it('R075: goes back to the desk when its owner turns out to be concerned', async () => {
    const { itsm, colleague } = town.people;
    const id = await underway(town);
    await decidesBreach(town, id);
    const scope = (await taskOn(town, id, 'scope')).id;
    await sends(town, itsm, 'breach.task', { id, task: scope }, { outcome: 'given', who: colleague.id });
    await fills(town, itsm, id, 'It concerns somebody', { who: colleague.id, reason: 'Her own account.' });
    expect(await taskOn(town, id, 'scope')).toMatchObject({ ownerId: null, ownerRole: 'desk' });
    expect(await sees(town, colleague, id)).toBeUndefined();
    expect(await drawnFor(town, colleague, 'breach.task-given', id)).toBeUndefined();
    expect(wordsOf(await town.door.does(colleague.id, { kind: 'home' }))).not.toContain(
      'Find out which data',
    );
  });
});

describe('somebody leaves the district', () => {
  it('what was theirs to do goes back to the desk, nobody leads in their name, and they see nothing any more', async () => {
    const { itsm, executive } = town.people;
    const leaver = await givenPerson(town.store, { name: 'Lou Leaver' });
    const id = await underway(town);
    await decidesBreach(town, id);
    const scope = (await taskOn(town, id, 'scope')).id;
    await sends(town, itsm, 'breach.task', { id, task: scope }, { outcome: 'given', who: leaver.id });
    await sends(town, itsm, 'breach.hand-over', { id }, { to: leaver.id, summary: 'All yours.' });
    await presses(town, leaver, id, 'I have taken over');
    await arrange(town.store, async (tx) => {
      const act = { ...(await askAs(town.world, itsm.id)), tx };
      await features.find(({ room }) => room === 'breaches')?.onPersonLeft?.(act, leaver.id);
    });
    expect(await taskOn(town, id, 'scope')).toMatchObject({ ownerId: null, ownerRole: 'desk' });
    expect((await incidentOf(town, id)).onDutyId).toBeNull();
    expect(await sees(town, leaver, id)).toBeUndefined();
    expect(await pageOf(town, executive, id)).toContain('Lou Leaver left the district');
  });
});

describe('a group chat', () => {
  it('in Teams is a link that opens one with everybody who works on it: addresses and nothing of the case', async () => {
    const { itsm, colleague } = town.people;
    const id = await underway(town);
    await fills(town, itsm, id, 'It concerns somebody', { who: colleague.id, reason: 'Her own account.' });
    const door = frontDoor({ ...town.world, means: { chats: ['teams'], email: true } });
    const page = wordsOf(
      await door.does(itsm.id, { kind: 'document', document: 'breach.page', subject: { id } }),
    );
    const link = /https:\/\/teams\.microsoft\.com\/l\/chat\/0\/0\?users=([^"]*)/.exec(page)?.[1] ?? '';
    const addresses = decodeURIComponent(link).split(',');
    expect(addresses.sort()).toEqual([town.people.executive.email, town.people.head.email].sort());
    expect(await pageOf(town, itsm, id)).not.toContain('teams.microsoft.com');
  });
});

describe('R075: in chat', () => {
  it('of a matter that concerns somebody neither tasks nor team are named, not in messages, lists or forms', async () => {
    const { itsm, colleague, executive } = town.people;
    const id = await underway(town);
    await fills(town, itsm, id, 'It concerns somebody', { who: colleague.id, reason: 'Her own account.' });
    await decidesBreach(town, id);
    const task = (await taskOn(town, id, 'contain')).id;
    await sends(town, itsm, 'breach.task', { id, task }, { outcome: 'given', who: executive.id });
    const { reference } = await incidentOf(town, id);
    for (const notice of ['breach.task-given', 'breach.called'])
      expect(await drawnFor(town, executive, notice, id, 'slack')).not.toMatch(/Stop it|BR-|breach\b(?!\.)/);
    const home = wordsOf(await town.door.does(executive.id, { kind: 'home' }, undefined, 'slack'));
    expect(home).not.toContain(reference);
    expect(home).not.toContain('Stop it');
    const form = await town.door.does(
      executive.id,
      { kind: 'open-form', form: 'breach.task', subject: { id, task } },
      undefined,
      'slack',
    );
    expect(wordsOf(form)).not.toContain('Stop it');
  });
});
