/** What can happen between claim and close: handed over, put back, asked, declined, withdrawn, public, recalled. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { feature } from '../../../src/governance/requests/feature.ts';
import { blankText } from '../../../src/store/texts.ts';
import { drawNotice } from '../../support/draw-notice.ts';
import { saying } from '../../support/front-door.ts';
import { actAs, askAs, sceneOf } from '../../support/people.ts';
import {
  auditOf,
  buttons,
  cardFor,
  cardOf,
  type District,
  filed,
  filing,
  fills,
  fulfilment,
  givenDistrict,
  idOf,
  morning,
  presses,
  row,
  sends,
  told,
} from './world.ts';

let district: District;
let id: string;
beforeAll(async () => {
  district = await givenDistrict();
});
afterAll(() => district.database.drop());
beforeEach(async () => {
  district.clock.set(morning);
  id = await filed(district);
  await presses(district, district.people.steward, id, 'Claim');
});

async function untilSent(): Promise<void> {
  const { steward, coordinator } = district.people;
  await fills(district, steward, id, 'Fulfil', fulfilment);
  await fills(district, coordinator, id, 'Set the risk level', { level: 'low', reason: 'Aggregate.' });
  await fills(district, steward, id, 'Send', { method: 'sftp', note: 'Ask the help desk to sign in.' });
}

const text = async (who: keyof District['people']) =>
  JSON.stringify(await cardFor(district, district.people[who], id));
const labels = async (who: keyof District['people']) =>
  (await buttons(district, district.people[who], id)).map(({ label }) => label);

async function notice(who: keyof District['people'], name: string, facts = {}) {
  const ask = await askAs(district.world, district.people[who].id);
  return drawNotice(feature.notices, name, ask, { caseId: id, facts });
}

describe('passing it on', () => {
  it('handed over: the other steward is told and holds it, the first does not', async () => {
    const { steward, second } = district.people;
    const reply = await fills(district, steward, id, 'Hand over', {
      to: second.id,
      note: 'On leave from Friday.',
    });
    expect(saying(reply)).toContain('Sven Second holds');
    expect(await row(district, id)).toMatchObject({ holderId: second.id });
    expect(await told(district, id)).toContain('request.handed-over -> Sven Second');
    expect(await labels('steward')).not.toContain('Fulfil');
    expect(await text('second')).toContain('On leave from Friday.');
  });

  it.each([
    ['whoever asked', 'asker', 'You asked for this data'],
    ['somebody who is no steward', 'stranger', 'Choose a data steward'],
  ] as const)('is not handed over to %s', async (_, to, why) => {
    const reply = await fills(district, district.people.steward, id, 'Hand over', {
      to: district.people[to].id,
    });
    expect(saying(reply)).toContain(why);
    expect(await row(district, id)).toMatchObject({ holderId: district.people.steward.id });
  });

  it('put back: the other steward is told, claims it, and an old Claim button does nothing', async () => {
    const { steward, second } = district.people;
    const old = { id, version: '1' };
    await presses(district, steward, id, 'Put back');
    expect(await row(district, id)).toMatchObject({ holderId: null });
    expect(await told(district, id)).toContain('request.put-back -> Sven Second');
    const stale = await district.door.presses(second.id, 'request.claim', old);
    expect(saying(stale)).toContain('has moved on since this button was drawn');
    expect(cardOf(stale)?.actions[0]?.label).toBe('Claim');
    await presses(district, second, id, 'Claim');
    expect(await row(district, id)).toMatchObject({ holderId: second.id });
  });
});

describe('asking the requester', () => {
  it('stops the clock, shows the question, and goes on with the answer', async () => {
    const { steward, asker } = district.people;
    await fills(district, steward, id, 'Ask the requester', { question: 'Which years?' });
    expect(await told(district, id)).toContain('request.question -> Asta Asker');
    expect(await text('asker')).toContain('Which years?');
    expect(await labels('steward')).not.toContain('Fulfil');
    const before = (await row(district, id)).steps.find(({ endedAt }) => !endedAt);
    district.clock.set('2026-11-20T16:00:00Z');
    await fills(district, asker, id, 'Answer', { answer: 'From 2020 on.' });
    const after = (await row(district, id)).steps.find(({ endedAt }) => !endedAt);
    expect(before?.pausedAt).not.toBeNull();
    expect(after).toMatchObject({ id: before?.id, pausedAt: null });
    expect(after?.remindAt?.toISOString()).toBe('2026-11-25T14:00:00.000Z');
    expect(await told(district, id)).toContain('request.answered -> Stina Steward');
    expect(await text('steward')).toContain('From 2020 on.');
  });

  it('an outsider is asked by e-mail, and the steward records the answer', async () => {
    const { steward } = district.people;
    id = await filed(district, district.people.asker, {
      asker: 'outsider',
      outsider_name: 'Olaf Outside',
      outsider_email: 'olaf@news.example',
      came_in_by: 'email',
      came_in_on: '2026-11-16',
    });
    await presses(district, steward, id, 'Claim');
    await fills(district, steward, id, 'Ask the requester', { question: 'Which years?' });
    const { outsiderId } = await row(district, id);
    const letter = await feature.notices
      ?.find((one) => one.id === 'request.question')
      ?.letter?.(sceneOf(district.world), { caseId: id, facts: {}, outsiderId: outsiderId ?? '' });
    expect(JSON.stringify(letter)).toContain('Which years?');
    expect(JSON.stringify(letter)).toContain(steward.email);
    await fills(district, steward, id, 'Record the answer', { answer: 'All of them.' });
    expect(await labels('steward')).toContain('Fulfil');
  });
});

describe('ending it', () => {
  it('R067: declined with a reason that whoever asked reads', async () => {
    await fills(district, district.people.coordinator, id, 'Decline', { reason: 'Ask for fewer years.' });
    expect(await row(district, id)).toMatchObject({ state: 'declined' });
    expect(await told(district, id)).toEqual(
      expect.arrayContaining(['request.declined -> Asta Asker', 'request.declined -> Stina Steward']),
    );
    expect(
      JSON.stringify(await notice('asker', 'request.declined', { by: district.people.coordinator.id })),
    ).toMatch(/declined by Cora Coordinator.*Ask for fewer years/);
    expect(await labels('steward')).toEqual([]);
  });

  it('withdrawn: the steward is told to stop', async () => {
    await fills(district, district.people.asker, id, 'Withdraw', {});
    expect(await row(district, id)).toMatchObject({ state: 'withdrawn' });
    expect(await told(district, id)).toContain('request.withdrawn -> Stina Steward');
  });

  it('already public: whoever asked gets the link', async () => {
    await fills(district, district.people.steward, id, 'Already public', {
      link: 'https://data.utah.example/rates',
    });
    expect(await row(district, id)).toMatchObject({ state: 'public' });
    expect(JSON.stringify(await notice('asker', 'request.public'))).toContain(
      'https://data.utah.example/rates',
    );
  });

  it('data are never sent to an account that nobody has', async () => {
    const { steward, coordinator, asker } = district.people;
    await fills(district, steward, id, 'Fulfil', fulfilment);
    await fills(district, coordinator, id, 'Set the risk level', { level: 'low', reason: 'Aggregate.' });
    await district.store.transact({ personId: null, surface: 'cli', now: district.clock.now() }, (tx) =>
      tx.db.person.update({ where: { id: asker.id }, data: { status: 'left' } }),
    );
    const refused = await district.door.does(steward.id, {
      kind: 'open-form',
      form: 'request.send',
      subject: { id },
    });
    expect(saying(refused)).toContain('no longer works here');
    await district.store.transact({ personId: null, surface: 'cli', now: district.clock.now() }, (tx) =>
      tx.db.person.update({ where: { id: asker.id }, data: { status: 'active' } }),
    );
  });
});

describe('recall and reissue', () => {
  it('after the end too: recipients are told, and the replacement names what it replaces', async () => {
    const { steward, manager } = district.people;
    await untilSent();
    await presses(district, steward, id, 'Close');
    await fills(district, manager, id, 'Recall', { reason: 'One school was counted twice.' });
    expect(await row(district, id)).toMatchObject({ state: 'open', holderId: steward.id, endedAt: null });
    expect(await told(district, id)).toEqual(
      expect.arrayContaining(['request.recalled -> Asta Asker', 'request.recalled -> Stina Steward']),
    );
    const recalled = JSON.stringify(
      await notice('asker', 'request.recalled', { release: 1, by: manager.id }),
    );
    expect(recalled).toMatch(/do not use it.*tell everybody who received it/);
    expect(recalled).toContain('One school was counted twice.');
    await fills(district, steward, id, 'Fulfil', { folder_link: 'https://files.legacy.example/dr/2' });
    await fills(district, steward, id, 'Send', { method: 'sftp' });
    await presses(district, steward, id, 'Close');
    const { releases, state } = await row(district, id);
    expect([state, releases.map(({ version, recalledAt }) => [version, recalledAt !== null])]).toEqual([
      'closed',
      [
        [1, true],
        [2, false],
      ],
    ]);
    expect(await text('asker')).toMatch(/what was sent on \w+ \d+, 2026 at [^,]*, which was called back/);
    expect(JSON.stringify(await notice('asker', 'request.sent', { release: 2 }))).toContain(
      'They replace what was sent before',
    );
  });
});

describe('a level whose first steps are for others', () => {
  it.each(['high'])('R066: %s is shown with its steps, and its holder waits', async (level) => {
    const { steward, coordinator } = district.people;
    await fills(district, steward, id, 'Fulfil', fulfilment);
    await fills(district, coordinator, id, 'Set the risk level', { level, reason: 'Small groups.' });
    const card = await cardFor(district, steward, id);
    const steps = card?.blocks.find((block) => block.kind === 'steps');
    expect(steps?.steps.map(({ label }) => label)).toEqual([
      'The risk level is set',
      ...(district.policy.pack.data_requests.levels[level]?.steps.map(({ name }) => name) ?? []),
    ]);
    expect(await labels('steward')).not.toContain('Send');
    const refused = await district.door.does(steward.id, {
      kind: 'open-form',
      form: 'request.send',
      subject: { id },
    });
    expect(saying(refused)).toContain('Next step: The Coordinator reviews the request.');
  });
});

describe('a standing classification', () => {
  it('R063: holds for the named report until it is revoked', async () => {
    const { coordinator, asker, steward } = district.people;
    await fills(district, coordinator, id, 'Set the risk level', {
      level: 'low',
      reason: 'One figure a year.',
      report: 'Board dashboard',
    });
    const [standing] = await district.store.db.standingClassification.findMany();
    const before = await district.door.opens(asker.id, 'request.file');
    const offered = before.form.fields.report;
    expect(offered?.kind === 'choice' && offered.options.map(({ label }) => label)).toEqual([
      'No, this is a request of its own',
      'Board dashboard',
    ]);
    const next = await filed(district, asker, { report: standing?.id ?? '' });
    expect(await row(district, next)).toMatchObject({
      level: 'low',
      levelById: coordinator.id,
      levelStandingId: standing?.id,
    });
    expect(await told(district, next)).not.toContain('request.to-classify -> Cora Coordinator');
    expect(await auditOf(district, next)).toEqual(['request.filed']);
    const again = await sends(
      district,
      coordinator,
      'request.classify',
      { id },
      { level: 'low', reason: 'Same.', report: 'board DASHBOARD' },
    );
    expect(again.kind === 'invalid' && again.open.errors.report).toContain('is in force');
    const refused = await district.door.presses(steward.id, 'request.revoke-standing', {
      id: standing?.id ?? '',
    });
    expect(saying(refused)).toContain('Only the Coordinator');
    await district.door.presses(coordinator.id, 'request.revoke-standing', { id: standing?.id ?? '' });
    const late = await district.door.sends(
      asker.id,
      before,
      filing(district, { report: standing?.id ?? '' }),
    );
    expect(await row(district, idOf(late))).toMatchObject({ level: null });
    const open = await district.door.opens(asker.id, 'request.file');
    expect(Object.keys(open.form.fields)).not.toContain('report');
  });
});

describe('what is seen', () => {
  it('a blanked text says by whom and when, everywhere', async () => {
    const stored = await district.store.db.caseText.findFirstOrThrow({
      where: { caseId: id, field: 'purpose' },
    });
    await actAs(district.world, district.people.manager.id, (act) =>
      blankText(act.tx, stored.id, district.people.manager.id),
    );
    expect(await text('asker')).toContain('[blanked by Mina Manager on November 18, 2026 at 9:00 AM');
    expect(await text('asker')).not.toContain('A talk to the board.');
  });

  it('a notice to somebody who may not see the case is not drawn', async () => {
    expect(await notice('stranger', 'request.received')).toBeUndefined();
    expect(await notice('elsewhere', 'request.asked')).toBeUndefined();
  });

  it('the notice that asked for a claim says who claimed it', async () => {
    expect((await notice('second', 'request.asked'))?.status?.label).toBe('Claimed by Stina Steward');
  });

  it('whoever asked does not see what was made before it is sent', async () => {
    await fills(district, district.people.steward, id, 'Fulfil', fulfilment);
    expect(await text('asker')).not.toContain(fulfilment.folder_link);
    expect(await text('second')).toContain(fulfilment.folder_link);
  });

  it('lists show each person their own part', async () => {
    const list = async (who: keyof District['people'], word: string) =>
      JSON.stringify(cardOf(await district.door.types(district.people[who].id, `/data-request ${word}`)));
    const reference = `DR-${(await row(district, id)).number}`;
    expect(await list('asker', 'mine')).toContain(reference);
    expect(await list('steward', 'mine')).toContain(reference);
    const found = await district.door.does(district.people.coordinator.id, {
      kind: 'document',
      document: 'request.desk',
      subject: { text: reference },
    });
    expect(JSON.stringify(found)).toContain(reference);
    expect(await list('stranger', 'queue')).not.toContain('DR-');
    expect(await list('stranger', 'mine')).not.toContain('DR-');
  });

  it('tasks: to claim, to work on, to classify, to answer, asked for', async () => {
    const { steward } = district.people;
    const tasks = async (who: keyof District['people']) => {
      const ask = await askAs(district.world, district.people[who].id);
      const all = (await feature.tasksOf?.(ask)) ?? [];
      const { number } = await row(district, id);
      return all
        .filter(({ title }) => title.startsWith(`DR-${number} `))
        .map(({ list, detail }) => `${list}: ${detail}`);
    };
    const due = (day: string) => `due ${day} (our rule: 003 names no time)`;
    expect(await tasks('steward')).toEqual([
      `waits-for-me: Your turn: prepare the data and save it in the secure folder; ${due('November 25, 2026')}`,
    ]);
    expect(await tasks('second')).toEqual([]);
    expect(await tasks('coordinator')).toEqual(['waits-for-me: Its risk level is yours to set']);
    expect((await tasks('asker')).map((line) => line.split(':')[0])).toEqual(['i-asked-for']);
    await fills(district, steward, id, 'Ask the requester', { question: 'Which years?' });
    expect(await tasks('asker')).toContain('waits-for-me: A question to answer');
    await fills(district, steward, id, 'Record the answer', { answer: 'All.' });
    await presses(district, steward, id, 'Put back');
    expect(await tasks('second')).toEqual([
      `waits-for-me: To be claimed by a steward; ${due('November 20, 2026')}`,
    ]);
  });
});
