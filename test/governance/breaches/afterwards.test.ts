/** After an incident: the post-mortem and what is done about it (W17), referrals (R076), the public text (L03). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { features } from '../../../src/governance/features.ts';
import { arrange, askAs, givenPerson } from '../../support/people.ts';
import { closes, decidesBreach, pageOf, sends, toldAbout, underway } from './deciding.ts';
import {
  fills,
  givenTown,
  hears,
  incidentOf,
  reportedAt,
  runs,
  sees,
  type Town,
  toldOf,
  wordsOf,
} from './world.ts';

let town: Town;
beforeAll(async () => {
  town = await givenTown();
});
afterAll(() => town.database.drop());

const improvement = { what: 'Lists go out by link only.', due: '2026-12-18' };

async function decided(more = {}): Promise<string> {
  town.clock.set(reportedAt.toString());
  const id = await underway(town);
  await decidesBreach(town, id, more);
  return id;
}

async function actionOf(id: string) {
  return town.store.db.incidentImprovement.findFirstOrThrow({ where: { incidentId: id } });
}

/** Somebody else does it, and the incident is closed meanwhile. */
async function closedWithAnAction(): Promise<string> {
  const { itsm, colleague } = town.people;
  const id = await decided();
  await sends(town, itsm, 'breach.action', { id }, { ...improvement, who: colleague.id });
  await closes(town, itsm, id);
  expect((await incidentOf(town, id)).state).toBe('closed');
  return id;
}

async function readsHome(who: Town['people'][keyof Town['people']]): Promise<string> {
  return wordsOf(await town.door.does(who.id, { kind: 'home' }));
}

describe('W17: the post-mortem', () => {
  it('comes after the decision, names causes of the plan’s list, and a correction keeps what stood before', async () => {
    const { itsm } = town.people;
    town.clock.set(reportedAt.toString());
    const id = await underway(town);
    const written = {
      happened: 'A list went to an old address.',
      causes: ['misdirected'],
      helped: 'A fast report.',
    };
    expect(wordsOf(await sends(town, itsm, 'breach.review', { id }, written))).toContain(
      'once it is decided',
    );
    await decidesBreach(town, id);
    await sends(town, itsm, 'breach.review', { id }, written);
    await sends(
      town,
      itsm,
      'breach.review',
      { id },
      { causes: ['kept_too_long'], hindered: 'Nobody knew whom to ask.' },
    );
    const page = await pageOf(town, itsm, id);
    for (const words of [
      'A list went to an old address.',
      'A fast report.',
      'Nobody knew whom to ask.',
      'Post-mortem: Sent or shown to the wrong person',
      'Post-mortem corrected: Sent or shown to the wrong person → Data were kept that nobody needed any more',
    ])
      expect(page).toContain(words);
    await sends(town, itsm, 'breach.review', { id }, { causes: ['kept_too_long'], clear: ['helped'] });
    const after = await pageOf(town, itsm, id);
    expect(after).toContain('Taken out: What helped');
    expect(after).not.toContain('A fast report.');
  });

  it('what is done about it is chased after the closing too: its owner, then the desk, at the end the executive team', async () => {
    const { itsm, colleague, executive } = town.people;
    const id = await closedWithAnAction();
    expect(await toldAbout(town, id, 'breach.action-given')).toEqual([colleague.id]);
    expect(await readsHome(colleague)).toContain('something to do better');
    town.clock.set('2026-12-01T18:00:00Z');
    await runs(town, 'breach-actions');
    expect(await toldAbout(town, id, 'breach.action-due')).toEqual([]);
    town.clock.set('2026-12-12T18:00:00Z');
    await runs(town, 'breach-actions');
    await runs(town, 'breach-actions');
    expect(await toldAbout(town, id, 'breach.action-due')).toEqual([colleague.id]);
    expect(wordsOf(await hears(town, colleague, 'breach.action-due', id))).toContain('December 18, 2026');
    town.clock.set('2026-12-26T18:00:00Z');
    await runs(town, 'breach-actions');
    // The day itself and a week later fell into one outage: one message.
    expect(await toldAbout(town, id, 'breach.action-due')).toEqual(
      [colleague.id, colleague.id, itsm.id].sort(),
    );
    expect(await readsHome(colleague)).toContain('1 late');
    expect(await toldAbout(town, id, 'breach.action-left')).toEqual([]);
    town.clock.set('2027-04-30T18:00:00Z');
    await runs(town, 'breach-actions');
    expect(await toldAbout(town, id, 'breach.action-left')).toContain(executive.id);
    expect((await actionOf(id)).nextAt).toBeNull();
    expect((await actionOf(id)).state).toBe('open');
  });

  it('is done with evidence only, by whoever works on it, and then nobody is reminded', async () => {
    const { itsm, colleague, principal } = town.people;
    const id = await closedWithAnAction();
    const action = (await actionOf(id)).id;
    const about = { id, action };
    expect(await sends(town, colleague, 'breach.action-settle', about, { outcome: 'done' })).toMatchObject({
      kind: 'invalid',
    });
    expect(
      wordsOf(
        await sends(town, principal, 'breach.action-settle', about, { outcome: 'done', evidence: 'x' }),
      ),
    ).toContain('not yours to see');
    await sends(town, colleague, 'breach.action-settle', about, {
      outcome: 'done',
      evidence: 'Rule 14, in force.',
    });
    expect(await pageOf(town, itsm, id)).toContain('Rule 14, in force.');
    expect(
      wordsOf(
        await sends(town, itsm, 'breach.action-settle', about, { outcome: 'open', why: 'It came back.' }),
      ),
    ).toContain('open again');
    await sends(town, itsm, 'breach.action-settle', about, {
      outcome: 'moved',
      due: '2027-01-15',
      why: 'Holidays.',
    });
    await sends(town, itsm, 'breach.action-settle', about, {
      outcome: 'dropped',
      why: 'The system is gone.',
    });
    town.clock.set('2027-02-26T18:00:00Z');
    await runs(town, 'breach-actions');
    expect(await toldAbout(town, id, 'breach.action-due')).toEqual([]);
    expect(await pageOf(town, itsm, id)).toContain('is due January 15, 2027, not December 18, 2026');
  });

  it('R075: an owner whom it turns out to concern has it no longer, and it goes back to the desk', async () => {
    const { itsm, colleague } = town.people;
    const id = await closedWithAnAction();
    const action = (await actionOf(id)).id;
    const given = { outcome: 'given', who: colleague.id };
    await fills(town, itsm, id, 'It concerns somebody', { who: colleague.id, reason: 'Their own list.' });
    expect((await actionOf(id)).ownerId).toBeNull();
    expect(await sends(town, itsm, 'breach.action-settle', { id, action }, given)).toMatchObject({
      kind: 'invalid',
    });
    expect(
      await sends(town, itsm, 'breach.action', { id }, { ...improvement, who: colleague.id }),
    ).toMatchObject({
      kind: 'invalid',
    });
    expect(await hears(town, colleague, 'breach.action-due', id)).toBeUndefined();
    town.clock.set('2026-12-19T18:00:00Z');
    await runs(town, 'breach-actions');
    expect(await toldAbout(town, id, 'breach.action-due')).toEqual([itsm.id]);
    expect(wordsOf(await hears(town, itsm, 'breach.action-due', id, {}, 'slack'))).not.toContain('BR-');
    const inSlack = await town.door.does(itsm.id, { kind: 'home' }, undefined, 'slack');
    expect(wordsOf(inSlack)).toContain('A confidential matter');
    expect(wordsOf(inSlack)).not.toContain('something to do better');
    expect(await readsHome(itsm)).toContain('something to do better');
  });
});

it('what somebody had to do better goes back to the desk when they leave the district', async () => {
  const { itsm } = town.people;
  const leaver = await givenPerson(town.store, { name: 'Lou Leaver' });
  const id = await decided();
  await sends(town, itsm, 'breach.action', { id }, { ...improvement, who: leaver.id });
  await arrange(town.store, async (tx) => {
    const act = { ...(await askAs(town.world, itsm.id)), tx };
    await features.find(({ room }) => room === 'breaches')?.onPersonLeft?.(act, leaver.id);
  });
  expect((await actionOf(id)).ownerId).toBeNull();
  expect(await readsHome(itsm)).toContain('something to do better');
});

describe('R076: consequences', () => {
  it('are only “referred to Human Resources” and the day: the form has no room for more', async () => {
    const { itsm } = town.people;
    const id = await decided();
    const open = await town.door.opens(itsm.id, 'breach.referral', { id });
    expect(Object.values(open.form.fields).map(({ kind }) => kind)).toEqual(['date']);
    await sends(town, itsm, 'breach.referral', { id }, { on: '2026-11-20', note: 'Suspended.' });
    const page = await pageOf(town, itsm, id);
    expect(page).toContain('Referred to Human Resources on November 20, 2026');
    expect(page).not.toContain('Suspended');
    expect(await sends(town, itsm, 'breach.referral', { id }, { on: '2026-12-20' })).toMatchObject({
      kind: 'invalid',
    });
    expect(JSON.stringify(await town.store.db.outbox.findMany({ where: { caseId: id } }))).not.toContain(
      'referr',
    );
  });
});

describe('L03: the text for the public page', () => {
  const text = {
    text: 'On November 20 a list with names of families went to a wrong address. Call 555-0110.',
  };

  it('is due by the severity that people gave it, and only then', async () => {
    const { itsm } = town.people;
    const says = 'A text for the district’s public page is due, and there is none yet';
    const listed = async (id: string) =>
      (await readsHome(itsm)).includes(
        `${(await incidentOf(town, id)).reference}: a text on the public page`,
      );
    const high = await decided({ severity: 'high' });
    expect(await pageOf(town, itsm, high)).toContain(says);
    expect(await listed(high)).toBe(true);
    await sends(town, itsm, 'breach.public', { id: high }, text);
    expect(await listed(high)).toBe(false);
    const low = await decided({ severity: 'low' });
    expect(await pageOf(town, itsm, low)).not.toContain(says);
    expect(await listed(low)).toBe(false);
  });

  it('waits for the Superintendent’s yes, and can be copied and posted only then', async () => {
    const { itsm, head, executive } = town.people;
    const id = await decided({ severity: 'high' });
    await sends(town, itsm, 'breach.public', { id }, text);
    expect(await toldAbout(town, id, 'breach.public-waits')).toEqual([head.id]);
    expect(await readsHome(head)).toContain('a text for the public page');
    const { id: textId } = await town.store.db.incidentPublicText.findFirstOrThrow({
      where: { incidentId: id },
    });
    const file = { kind: 'document', document: 'breach.public-file', subject: { id, text: textId } } as const;
    expect(wordsOf(await town.door.does(itsm.id, file))).not.toContain('wrong address');
    for (const who of [itsm, executive])
      expect(wordsOf(await sends(town, who, 'breach.public-rule', { id }, { ruling: 'approved' }))).toContain(
        'for those who approve it',
      );
    expect(wordsOf(await sends(town, itsm, 'breach.public-posted', { id }, {}))).toContain(
      'No text is approved',
    );
    await sends(town, head, 'breach.public-rule', { id }, { ruling: 'approved' });
    expect(await toldAbout(town, id, 'breach.public-ruled')).toEqual([itsm.id]);
    expect(wordsOf(await town.door.does(itsm.id, file))).toContain('wrong address');
    const where = 'https://district.example/notices/7';
    await sends(town, itsm, 'breach.public-posted', { id }, { what: 'posted', on: '2026-11-20', where });
    expect(await pageOf(town, itsm, id)).toContain(`posted November 20, 2026 at ${where}`);
  });

  it('nobody approves what they wrote, nor whom it concerns: it goes to the next of the plan', async () => {
    const { head, chair } = town.people;
    const id = await decided();
    await sends(town, head, 'breach.public', { id }, text);
    expect(await toldAbout(town, id, 'breach.public-waits')).toEqual([chair.id]);
    expect(wordsOf(await sends(town, head, 'breach.public-rule', { id }, { ruling: 'approved' }))).toContain(
      'You wrote it',
    );
    const other = await decided();
    await fills(town, town.people.itsm, other, 'It concerns somebody', {
      who: head.id,
      reason: 'Her own list.',
    });
    await sends(town, town.people.itsm, 'breach.public', { id: other }, text);
    expect(await toldAbout(town, other, 'breach.public-waits')).toEqual([chair.id]);
    const inSlack = await hears(town, chair, 'breach.public-waits', other, {}, 'slack');
    expect(wordsOf(inSlack)).not.toContain('BR-');
    expect(wordsOf(await hears(town, chair, 'breach.public-waits', other))).toContain('BR-');
    expect(await hears(town, head, 'breach.public-waits', other)).toBeUndefined();
  });

  it.each([
    ['anybody on the roster', 'Ask ida  KRANTZ about it.', 'Ida Krantz'],
    ['whoever reported it', 'Thanks to Mr. Abara’s quick call.', 'Tom Abara'],
  ])('names nobody: not %s', async (_whom, words, name) => {
    const id = await decided();
    const reply = await sends(town, town.people.itsm, 'breach.public', { id }, { text: words });
    expect(reply).toMatchObject({
      kind: 'invalid',
      open: { errors: { text: expect.stringContaining(name) } },
    });
    expect(await town.store.db.incidentPublicText.count({ where: { incidentId: id } })).toBe(0);
  });

  it('seems to name nobody else either, unless its writer says that it does not; and says nothing of consequences', async () => {
    const id = await decided();
    const asks = (values: { text: string; checked?: boolean }) =>
      sends(town, town.people.itsm, 'breach.public', { id }, values);
    const named = 'A list with Emily Watson and 30 others was sent.';
    expect(wordsOf(await asks({ text: named }))).toContain('“Emily Watson”');
    expect(wordsOf(await asks({ text: 'The teacher was suspended.', checked: true }))).toContain(
      'Nothing about who is to blame',
    );
    expect(await asks({ text: named, checked: true })).toMatchObject({ kind: 'done' });
    const entry = await town.store.db.auditEntry.findFirst({
      where: { line: { contains: 'incident.public-drafted' }, AND: { line: { contains: id } } },
    });
    expect(entry?.line).toContain('checked_names');
  });

  it('R076: a post-mortem names nobody and says nothing of consequences', async () => {
    const id = await decided();
    for (const [happened, says] of [
      ['Ida Krantz should have asked.', 'leave out the name of Ida Krantz'],
      ['Somebody should be warned.', '“be warned”'],
    ] as const)
      expect(
        wordsOf(
          await sends(town, town.people.itsm, 'breach.review', { id }, { happened, causes: ['software'] }),
        ),
      ).toContain(says);
  });

  it('sent back, it says why, and a later draft takes its place', async () => {
    const { itsm, head } = town.people;
    const id = await decided();
    await sends(town, itsm, 'breach.public', { id }, text);
    await sends(
      town,
      head,
      'breach.public-rule',
      { id },
      { ruling: 'sent_back', why: 'Say what people can do.' },
    );
    expect(await pageOf(town, itsm, id)).toContain('Say what people can do.');
    expect(wordsOf(await hears(town, itsm, 'breach.public-ruled', id))).toContain('comes back');
    await sends(town, itsm, 'breach.public', { id }, { text: 'A better text.' });
    await sends(town, itsm, 'breach.public', { id }, { text: 'The best text.' });
    const states = await town.store.db.incidentPublicText.findMany({
      where: { incidentId: id },
      orderBy: { id: 'asc' },
    });
    expect(states.map(({ state }) => state).sort()).toEqual(['replaced', 'sent_back', 'waits']);
  });
});

it('R074: whoever reported hears how it ended, in the plan’s words and without blame', async () => {
  const { teacher } = town.people;
  const id = await decided();
  expect(await toldAbout(town, id, 'breach.ended')).toEqual([teacher.id]);
  expect(wordsOf(await sees(town, teacher, id))).not.toContain('Post-mortem');
  expect(await toldOf(town, 'breach.ended')).toContain(teacher.id);
});
