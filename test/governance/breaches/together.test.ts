/** R074: the determination is taken by two people, each with a press of their own; and there is a way on where one of them is away. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '../../../src/app/person.ts';
import type { RawValues } from '../../../src/chat/form.ts';
import {
  agrees,
  breachBy,
  decidesBreach,
  drawnFor,
  pageOf,
  proposalOf,
  sends,
  tasksOn,
  together,
  toldAbout,
  underway,
} from './deciding.ts';
import { fills, givenTown, incidentOf, presses, reports, runs, sees, type Town, wordsOf } from './world.ts';

let town: Town;
beforeAll(async () => {
  town = await givenTown();
});
afterAll(() => town.database.drop());

const proposes = (who: Person, id: string, more: RawValues = {}) =>
  sends(town, who, 'breach.determine', { id }, breachBy(more));

async function answers(who: Person, id: string, values: RawValues) {
  return sends(town, who, 'breach.agree', { id, proposal: await proposalOf(town, id) }, values);
}

async function later(minutes: number, what: () => Promise<void>) {
  const before = town.clock.now();
  town.clock.set(before.add({ minutes }));
  await what();
  town.clock.set(before);
}

describe('proposed by one', () => {
  it('nothing is decided: no team, no running clock, no word to the reporter; it stands on the incident', async () => {
    const { itsm, executive, head } = town.people;
    const id = await underway(town);
    const before = await town.store.db.incidentClock.findMany({ where: { incidentId: id } });
    expect(await proposes(itsm, id)).toMatchObject({ kind: 'done', tone: 'good' });
    expect(await incidentOf(town, id)).toMatchObject({
      ...{ state: 'concern', ruling: null, severity: null, teamCalledAt: null, discoveredAt: null },
    });
    expect(await tasksOn(town, id)).toEqual([]);
    expect(await toldAbout(town, id, 'breach.ended')).toEqual([]);
    expect(await town.store.db.incidentClock.findMany({ where: { incidentId: id } })).toEqual(before);
    expect(await toldAbout(town, id, 'breach.proposed')).toEqual([executive.id, head.id].sort());
    const waits = 'a decision waits for your yes or no';
    expect(wordsOf(await town.door.does(executive.id, { kind: 'home' }))).toContain(waits);
    expect(wordsOf(await town.door.does(itsm.id, { kind: 'home' }))).not.toContain(waits);
    expect(wordsOf(await sees(town, executive, id))).toContain('Nothing is decided until another says yes');
    expect(await pageOf(town, executive, id)).toContain('Proposed: It is a breach, medium');
    expect(await pageOf(town, executive, id)).toContain('The list reached somebody outside.');
  });

  it('it is decided when the other says yes, by both', async () => {
    const { itsm, executive, teacher } = town.people;
    const id = await underway(town);
    await proposes(itsm, id);
    expect(await agrees(town, executive, id)).toMatchObject({ kind: 'done', tone: 'good' });
    expect(await incidentOf(town, id)).toMatchObject({
      ...{ state: 'breach', ruling: 'breach', severity: 'medium', decidedById: itsm.id },
    });
    expect((await incidentOf(town, id)).discoveredAt?.toISOString()).toBe('2026-11-20T17:25:00.000Z');
    const page = await pageOf(town, itsm, id);
    expect(page).toContain('Decided: a breach, as Piotr Zielinski proposed, with Ana Bello');
    expect(page).toContain('by Piotr Zielinski with Ana Bello');
    expect(await toldAbout(town, id, 'breach.ended')).toEqual([teacher.id]);
    expect(await drawnFor(town, executive, 'breach.proposed', id)).toBeUndefined();
  });

  it('never by the one who proposed it, the team, the reporter or their supervisor', async () => {
    const { itsm, teacher, principal, colleague } = town.people;
    const id = await underway(town);
    await sends(town, itsm, 'breach.team', { id }, { people: [colleague.id] });
    await proposes(itsm, id);
    for (const who of [itsm, teacher, principal, colleague])
      expect(await answers(who, id, { answer: 'agree' })).toMatchObject({ kind: 'done', tone: 'warning' });
    expect((await incidentOf(town, id)).state).toBe('concern');
  });

  it('two of the executive team make no pair: one of the two is the desk', async () => {
    const { executive, head } = town.people;
    const id = await underway(town);
    await proposes(executive, id);
    expect(wordsOf(await answers(head, id, { answer: 'agree' }))).toContain('Piotr Zielinski');
    expect((await incidentOf(town, id)).state).toBe('concern');
  });

  it('R075: whom it concerns is not asked, and does not agree', async () => {
    const { itsm, executive, head } = town.people;
    const id = await underway(town);
    await fills(town, itsm, id, 'It concerns somebody', { who: executive.id, reason: 'Her account.' });
    await proposes(itsm, id);
    expect(await toldAbout(town, id, 'breach.proposed')).toEqual([head.id]);
    expect(await answers(executive, id, { answer: 'agree' })).toMatchObject({ tone: 'warning' });
    expect((await incidentOf(town, id)).state).toBe('concern');
  });

  it('R075: what somebody had proposed is void once it concerns them', async () => {
    const { itsm, executive, head } = town.people;
    const id = await underway(town);
    await proposes(executive, id);
    await fills(town, itsm, id, 'It concerns somebody', { who: executive.id, reason: 'Her account.' });
    expect(await answers(itsm, id, { answer: 'agree' })).toMatchObject({ tone: 'warning' });
    expect(wordsOf(await sees(town, head, id))).not.toContain('Nothing is decided until');
    expect((await incidentOf(town, id)).state).toBe('concern');
  });

  it('asking for it calls the executive team where nobody had', async () => {
    const { teacher, itsm, executive, head } = town.people;
    const id = await reports(town, teacher);
    await presses(town, itsm, id, 'I look into it');
    await proposes(itsm, id);
    expect((await incidentOf(town, id)).executivesCalledAt).not.toBeNull();
    expect(await toldAbout(town, id, 'breach.called')).toEqual([executive.id, head.id].sort());
    expect(await agrees(town, executive, id)).toMatchObject({ tone: 'good' });
  });
});

describe('said no to, taken back, replaced', () => {
  it('a no has a reason, decides nothing, and goes to whoever proposed it', async () => {
    const { itsm, executive } = town.people;
    const id = await underway(town);
    await proposes(itsm, id);
    expect((await answers(executive, id, { answer: 'object' })).kind).toBe('invalid');
    const why = { answer: 'object', why: 'The list was empty.' };
    expect(await answers(executive, id, why)).toMatchObject({ tone: 'good' });
    expect((await incidentOf(town, id)).state).toBe('concern');
    expect(await toldAbout(town, id, 'breach.objected')).toEqual([itsm.id]);
    expect(await pageOf(town, itsm, id)).toContain('The list was empty.');
  });

  it('whoever proposed it takes it back, and nobody can say yes to it then', async () => {
    const { itsm, executive } = town.people;
    const id = await underway(town);
    await proposes(itsm, id);
    expect(wordsOf(await sees(town, executive, id))).not.toContain('Take it back');
    await presses(town, itsm, id, 'Take it back');
    expect(wordsOf(await agrees(town, executive, id))).toContain('Nothing waits');
  });

  it('what was read and what is agreed to are the same: a new proposal has to be read first', async () => {
    const { itsm, executive } = town.people;
    const id = await underway(town);
    await proposes(itsm, id);
    const first = await proposalOf(town, id);
    const opened = await town.door.opens(executive.id, 'breach.agree', { id, proposal: first });
    await proposes(itsm, id, { severity: 'low' });
    expect(await town.door.sends(executive.id, opened, { answer: 'agree' })).toMatchObject({
      tone: 'warning',
    });
    expect((await incidentOf(town, id)).state).toBe('concern');
    expect(await agrees(town, executive, id)).toMatchObject({ tone: 'good' });
    expect((await incidentOf(town, id)).severity).toBe('low');
  });

  it('two who say yes at the same moment decide it once', async () => {
    const { itsm, executive, head } = town.people;
    const id = await underway(town);
    await proposes(itsm, id);
    const proposal = await proposalOf(town, id);
    const forms = await Promise.all(
      [executive, head].map((who) => town.door.opens(who.id, 'breach.agree', { id, proposal })),
    );
    const replies = await Promise.all(
      [executive, head].map((who, index) => {
        const form = forms[index];
        if (!form) throw new Error('no form');
        return town.door.sends(who.id, form, { answer: 'agree' });
      }),
    );
    const tones = replies.map((reply) => (reply.kind === 'done' ? reply.tone : reply.kind));
    expect(tones.sort()).toEqual(['good', 'warning']);
    const { events } = await incidentOf(town, id);
    expect(events.filter(({ what }) => what === 'determined')).toHaveLength(1);
  });
});

describe('nobody there to say yes', () => {
  it('after the plan’s minutes the desk hears who is missing, once; nothing is decided by it', async () => {
    const { itsm } = town.people;
    const id = await underway(town);
    await proposes(itsm, id);
    await later(59, async () => void (await runs(town, 'breach-decision')));
    expect(await toldAbout(town, id, 'breach.decision-waits')).toEqual([]);
    await later(61, async () => {
      await runs(town, 'breach-decision');
      await runs(town, 'breach-decision');
    });
    expect(await toldAbout(town, id, 'breach.decision-waits')).toEqual([itsm.id]);
    const said = await drawnFor(town, itsm, 'breach.decision-waits', id);
    for (const name of ['Ana Bello', 'Helen Marchetti']) expect(said).toContain(name);
    expect((await incidentOf(town, id)).state).toBe('concern');
  });

  const byPhone = (who: Person, more: RawValues = {}): RawValues => ({
    ...{ who: who.id, how: 'telephone', on: '2026-11-20', evidence: 'I called her at 10:40.', ...more },
  });

  async function writesDown(who: Person, id: string, values: RawValues) {
    const proposal = await proposalOf(town, id);
    return sends(town, who, 'breach.agreed-elsewhere', { id, proposal }, values);
  }

  it('a yes by telephone is written down by another, with what shows it, and shown as recorded by them', async () => {
    const { itsm, executive, head } = town.people;
    const id = await underway(town);
    await proposes(itsm, id);
    expect(await writesDown(head, id, byPhone(executive))).toMatchObject({ tone: 'good' });
    expect((await incidentOf(town, id)).state).toBe('breach');
    const page = await pageOf(town, itsm, id);
    expect(page).toContain(
      'with Ana Bello, who said so by telephone on November 20, 2026, recorded by Helen Marchetti',
    );
    expect(page).toContain('I called her at 10:40.');
    expect(await toldAbout(town, id, 'breach.named')).toEqual([executive.id]);
  });

  it('whoever proposed it writes that down only after the plan’s minutes', async () => {
    const { itsm, executive } = town.people;
    const id = await underway(town);
    await proposes(itsm, id);
    expect(wordsOf(await writesDown(itsm, id, byPhone(executive)))).toContain(
      'somebody else who works on it',
    );
    expect((await incidentOf(town, id)).state).toBe('concern');
    await later(60, async () => {
      expect(await writesDown(itsm, id, byPhone(executive))).toMatchObject({ tone: 'good' });
    });
  });

  it('it is nobody’s who does not decide, not on a day before it was proposed, and not without evidence', async () => {
    const { itsm, executive, head, colleague } = town.people;
    const id = await underway(town);
    await proposes(itsm, id);
    for (const wrong of [
      byPhone(colleague),
      byPhone(head),
      byPhone(executive, { on: '2026-11-19' }),
      byPhone(executive, { on: '2026-11-21' }),
      byPhone(executive, { evidence: '' }),
    ])
      expect((await writesDown(head, id, wrong)).kind).toBe('invalid');
    expect((await incidentOf(town, id)).state).toBe('concern');
  });

  it('whoever is written down as having said yes, and did not, opens it again alone', async () => {
    const { itsm, executive, head } = town.people;
    const id = await underway(town);
    await proposes(itsm, id);
    await writesDown(head, id, byPhone(executive));
    const reason = { reason: 'Nobody called me.' };
    await sends(town, head, 'breach.reopen', { id }, reason);
    expect((await incidentOf(town, id)).state).toBe('breach');
    await sends(town, executive, 'breach.reopen', { id }, reason);
    expect((await incidentOf(town, id)).state).toBe('concern');
  });

  it('where nobody of the executive team can, the next of the route takes part', async () => {
    const { itsm, executive, head, chair } = town.people;
    const id = await underway(town);
    for (const who of [executive, head])
      await fills(town, itsm, id, 'It concerns somebody', { who: who.id, reason: 'Her account.' });
    const reply = await proposes(itsm, id);
    expect(wordsOf(reply)).toContain('Marguerite Holloway');
    expect(await agrees(town, chair, id)).toMatchObject({ tone: 'good' });
    expect((await incidentOf(town, id)).state).toBe('breach');
  });

  it('where there is nobody else whom it does not concern, one decides alone, and the record says so', async () => {
    const { itsm, executive, head, chair } = town.people;
    const id = await underway(town);
    for (const who of [executive, head, chair])
      await fills(town, itsm, id, 'It concerns somebody', { who: who.id, reason: 'Their account.' });
    expect(await proposes(itsm, id)).toMatchObject({ tone: 'good' });
    expect((await incidentOf(town, id)).state).toBe('breach');
    const page = await pageOf(town, itsm, id);
    expect(page).toContain('Decided: a breach, by one alone');
    expect(page).toContain('The list reached somebody outside.');
  });

  it('who came to be concerned after it was proposed is replaced within a minute', async () => {
    const { itsm, executive, head, chair } = town.people;
    const id = await underway(town);
    await proposes(itsm, id);
    for (const who of [executive, head])
      await fills(town, itsm, id, 'It concerns somebody', { who: who.id, reason: 'Her account.' });
    expect(await runs(town, 'breach-decision')).toContain('asked somebody else to take part in a decision');
    expect(await agrees(town, chair, id)).toMatchObject({ tone: 'good' });
  });
});

describe('opening it again', () => {
  it('takes two as well', async () => {
    const { itsm, executive } = town.people;
    const id = await underway(town);
    await decidesBreach(town, id);
    await sends(town, executive, 'breach.reopen', { id }, { reason: 'It was one of ours.' });
    expect((await incidentOf(town, id)).state).toBe('breach');
    expect(await answers(executive, id, { answer: 'agree' })).toMatchObject({ tone: 'warning' });
    await agrees(town, itsm, id);
    expect((await incidentOf(town, id)).state).toBe('concern');
  });

  it('what was proposed before it was decided otherwise can’t be agreed to', async () => {
    const { itsm, executive } = town.people;
    const id = await underway(town);
    await together(town, [itsm, executive], 'breach.determine', id, breachBy());
    expect(wordsOf(await agrees(town, executive, id))).toContain('Nothing waits');
  });
});

it('W16: what was shown by mistake has its time running meanwhile: it waits for nobody’s yes', async () => {
  const { itsm } = town.people;
  const id = await underway(town);
  await proposes(itsm, id);
  await fills(town, itsm, id, 'What we know', {
    ...{ ongoing: 'no', inadvertent: 'yes', compromised: 'no', criminalUse: 'no', significant: 'no' },
    network: 'no',
  });
  const clocks = await town.store.db.incidentClock.findMany({ where: { incidentId: id, clock: 'shown' } });
  expect(clocks).toMatchObject([{ owed: 'yes' }]);
  expect((await incidentOf(town, id)).state).toBe('concern');
});
