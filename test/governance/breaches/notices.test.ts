/** Letters to those affected and packets for authorities: people write, somebody else reads, people send. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '../../../src/app/person.ts';
import { givenPerson } from '../../support/people.ts';
import { decidesBreach, toldAbout, underway } from './deciding.ts';
import { approves, fillsIn, newestNotice, onIt, reads, told, writes } from './letters.ts';
import { givenTown, type Town, wordsOf } from './world.ts';

const people = 'utah-2026/individuals';
const board = 'utah-2026/state_board';
const blamed = { happened: 'A careless clerk sent the list to the wrong address.' };

let town: Town;
let counsel: Person;
beforeAll(async () => {
  town = await givenTown();
  counsel = await givenPerson(town.store, { name: 'Lena Counsel', roles: ['legal'] });
});
afterAll(() => town.database.drop());

async function breach(): Promise<string> {
  const id = await underway(town, { systems: ['4'] });
  expect((await decidesBreach(town, id)).kind).toBe('done');
  return id;
}

describe('a letter', () => {
  it('that breaks a rule is kept and held, says which rule and where, and cannot be approved', async () => {
    const { itsm, manager } = town.people;
    const id = await breach();
    const kept = await writes(town, itsm, id, people, blamed);
    expect(kept).toMatchObject({ kind: 'done' });
    expect(told(kept)).toContain('held');
    const page = wordsOf(await reads(town, manager, 'breach.notice', await onIt(town, id, people)));
    expect(page).toContain('What happened: Nothing about who is to blame');
    expect(page).toContain('Here: “careless”');
    expect(told(await approves(town, manager, id, people))).toContain('It is held');
    expect((await newestNotice(town, id, people)).state).toBe('draft');
  });

  it('goes only if counsel or the Student Data Manager lets it pass with a reason, never whoever wrote at it', async () => {
    const { itsm, manager, executive } = town.people;
    const id = await breach();
    await writes(town, manager, id, people, blamed);
    const reason = { reason: 'The family was told so already.' };
    const passes = async (who: Person) =>
      fillsIn(town, who, 'breach.notice-override', await onIt(town, id, people), reason);
    expect(told(await passes(manager))).toContain('You wrote at it');
    expect(told(await passes(itsm))).toContain('The plan names others');
    expect(told(await passes(executive))).toContain('The plan names others');
    expect(await passes(counsel)).toMatchObject({ kind: 'done' });
    const { versions } = await newestNotice(town, id, people);
    expect(versions[0]).toMatchObject({ overriddenById: counsel.id, overridden: ['forbids:blame@happened'] });
    const entry = await town.store.db.auditEntry.findFirst({
      where: { line: { contains: 'incident.notice-overridden' } },
    });
    expect(entry?.line).toContain('forbids:blame@happened');
    expect(entry?.line).not.toContain(reason.reason);
    expect(wordsOf(await reads(town, itsm, 'breach.notice', await onIt(town, id, people)))).toContain(
      reason.reason,
    );
  });

  it('R076: names neither staff nor students, and says nothing of what follows for anybody, but where it says whom to ask', async () => {
    const { itsm, manager } = town.people;
    const id = await breach();
    const happened =
      'our teacher Ida Krantz mailed a list; she was suspended afterwards and will be let go. Emily Watson was on it.';
    const contact = 'Ask Ida Krantz at 555-0100, or Jane Fielder in the office.';
    await writes(town, itsm, id, people, { happened, contact });
    const page = wordsOf(await reads(town, manager, 'breach.notice', await onIt(town, id, people)));
    expect(page).toContain('Here: “Ida Krantz”');
    expect(page).toContain('Here: “Emily Watson”');
    expect(page).toContain('Here: “suspended”, “let go”');
    expect(page).not.toContain('Jane Fielder”');
    expect(told(await approves(town, manager, id, people))).toContain('It is held');
    await writes(town, itsm, id, people, { happened: 'A list was mailed.', contact });
    expect(await approves(town, manager, id, people)).toMatchObject({ kind: 'done' });
  });

  it('written anew is held again: what was let pass was let pass for those words', async () => {
    const { itsm, manager } = town.people;
    const id = await breach();
    await writes(town, itsm, id, people, blamed);
    await fillsIn(town, counsel, 'breach.notice-override', await onIt(town, id, people), {
      reason: 'Said so.',
    });
    await writes(town, itsm, id, people, { happened: 'A negligent clerk sent it.' });
    expect(told(await approves(town, manager, id, people))).toContain('It is held');
  });

  it('is approved by whom the plan names, never by whoever wrote it', async () => {
    const { itsm, manager, head, executive } = town.people;
    const id = await breach();
    await writes(town, manager, id, people);
    expect(told(await approves(town, manager, id, people))).toContain('You wrote it');
    expect(told(await approves(town, executive, id, people))).toContain('The plan names others');
    expect(told(await approves(town, itsm, id, people))).toContain('The plan names others');
    expect(await approves(town, head, id, people)).toMatchObject({ kind: 'done' });
    expect(await toldAbout(town, id, 'breach.notice-approved')).toEqual([manager.id]);
  });

  it('loses its approval when it is written anew, and a page that was left open approves nothing', async () => {
    const { itsm, manager } = town.people;
    const id = await breach();
    await writes(town, itsm, id, people);
    const seen = await onIt(town, id, people);
    await writes(town, itsm, id, people, { steps: 'We asked for it back.' });
    expect(told(await fillsIn(town, manager, 'breach.notice-approve', seen, { read: true }))).toContain(
      'read it again',
    );
    expect(await approves(town, manager, id, people)).toMatchObject({ kind: 'done' });
    await writes(town, itsm, id, people, { steps: 'We asked for it back twice.' });
    expect((await newestNotice(town, id, people)).state).toBe('draft');
    expect((await newestNotice(town, id, people)).versions).toHaveLength(3);
  });

  it('is not written over by somebody who had an older version before them', async () => {
    const { itsm, executive } = town.people;
    const id = await breach();
    await writes(town, itsm, id, people);
    const { version } = await onIt(town, id, people);
    await writes(town, itsm, id, people, { steps: 'Newer.' });
    const stale = await fillsIn(
      town,
      executive,
      'breach.notice-write',
      { id, template: people, version },
      {},
    );
    expect(told(stale)).toContain('newer version');
  });

  it('waits for those who may approve it, and a held one for those who may let it pass; nobody is told its words', async () => {
    const { itsm, manager, head } = town.people;
    const id = await breach();
    await writes(town, itsm, id, people, blamed);
    expect(await toldAbout(town, id, 'breach.notice-held')).toEqual([counsel.id, manager.id].sort());
    await writes(town, itsm, id, people);
    expect(await toldAbout(town, id, 'breach.notice-waiting')).toEqual([head.id, manager.id].sort());
    const rows = await town.store.db.outbox.findMany({ where: { caseId: id } });
    expect(JSON.stringify(rows)).not.toContain('careless');
  });

  it('is neither written nor read in chat', async () => {
    const { itsm } = town.people;
    const id = await breach();
    const open = {
      kind: 'open-form',
      form: 'breach.notice-write',
      subject: { id, template: people },
    } as const;
    for (const surface of ['slack', 'teams'] as const)
      expect(told(await town.door.does(itsm.id, open, undefined, surface))).toContain('never in chat');
  });
});

describe('a packet for an authority', () => {
  it('B-13: begins with what the incident knows, and names what nobody has written down yet', async () => {
    const { itsm } = town.people;
    const id = await underway(town, { kinds: ['ssn'] });
    const open = await town.door.opens(itsm.id, 'breach.notice-write', {
      id,
      template: 'utah-2026/cyber_center',
    });
    expect(open.form.values).toMatchObject({ data: 'Social Security numbers' });
    expect(open.form.values.occurred).toBeUndefined();
    expect(open.form.values.description).toBeUndefined();
    const [missing = ''] = /Nobody has written down yet[^"]*/.exec(wordsOf(open.form.intro)) ?? [];
    for (const title of ['When it occurred', 'When it was discovered', 'How many people', 'How many in Utah'])
      expect(missing).toContain(title);
    expect(missing).not.toContain('Kinds of data');
  });

  it('B-13: asks for all that 63A-19-405 names', async () => {
    const { itsm } = town.people;
    const id = await underway(town);
    const open = await town.door.opens(itsm.id, 'breach.notice-write', {
      id,
      template: 'utah-2026/cyber_center',
    });
    expect(Object.keys(open.form.fields)).toEqual(
      expect.arrayContaining([
        ...['occurred', 'discovered', 'description', 'means', 'perpetrator', 'mitigation'],
        ...['number', 'number_utah', 'data'],
      ]),
    );
  });

  it('meets no clock by itself: recorded as sent, it hands its evidence to the clock, where a person says so', async () => {
    const { itsm } = town.people;
    const id = await breach();
    await writes(town, itsm, id, board);
    const unsent = await onIt(town, id, board);
    expect(told(await fillsIn(town, itsm, 'breach.notice-sent', unsent, { evidence: 'x' }))).toContain(
      'not approved',
    );
    expect(await approves(town, itsm, id, board)).toMatchObject({ kind: 'done' });
    const sent = { when: '2026-11-20T10:25', evidence: 'Receipt 4711 of the portal' };
    expect(await fillsIn(town, itsm, 'breach.notice-sent', await onIt(town, id, board), sent)).toMatchObject({
      kind: 'done',
    });
    const clock = await town.store.db.incidentClock.findFirstOrThrow({
      where: { incidentId: id, clock: 'state_board' },
    });
    expect(clock.metAt).toBeNull();
    const { notice } = await onIt(town, id, board);
    const page = wordsOf(await reads(town, itsm, 'breach.notice', { id, notice }));
    expect(page).toContain('"form":"breach.clock-met"');
    const open = await town.door.opens(itsm.id, 'breach.clock-met', { id, clock: clock.id, notice });
    expect(open.form.values).toMatchObject({ when: sent.when });
    expect(String(open.form.values.evidence)).toContain('Receipt 4711');
    await town.door.sends(itsm.id, open, open.form.values);
    const met = await town.store.db.incidentClock.findUniqueOrThrow({ where: { id: clock.id } });
    expect(met.metAt?.toISOString()).toBe('2026-11-20T17:25:00.000Z');
  });

  it('cannot have been sent in the future', async () => {
    const { itsm } = town.people;
    const id = await breach();
    await writes(town, itsm, id, board);
    await approves(town, itsm, id, board);
    const sent = { when: '2027-01-01T10:00', evidence: 'x' };
    expect(
      told(await fillsIn(town, itsm, 'breach.notice-sent', await onIt(town, id, board), sent)),
    ).toContain('still to come');
  });

  it('that was sent stays as it was; what is known later is another edition', async () => {
    const { itsm } = town.people;
    const id = await breach();
    await writes(town, itsm, id, board);
    await approves(town, itsm, id, board);
    const sent = { when: '2026-11-20T10:25', evidence: 'Receipt 1' };
    await fillsIn(town, itsm, 'breach.notice-sent', await onIt(town, id, board), sent);
    expect(told(await writes(town, itsm, id, board, { number: '12' }))).toContain('another edition');
    const open = await town.door.opens(itsm.id, 'breach.notice-write', { id, template: board, next: 'yes' });
    await town.door.sends(itsm.id, open, {
      ...open.form.values,
      description: 'More is known.',
      number: '12',
    });
    const notices = await town.store.db.incidentNotice.findMany({
      where: { incidentId: id },
      orderBy: { edition: 'asc' },
    });
    expect(notices.map(({ edition, state }) => [edition, state])).toEqual([
      [1, 'sent'],
      [2, 'draft'],
    ]);
  });

  it('is a page to print and a text for their form, marked as a draft until it is approved', async () => {
    const { itsm } = town.people;
    const id = await breach();
    await writes(town, itsm, id, board, { number: '' });
    const subject = await onIt(town, id, board);
    const text = wordsOf(await reads(town, itsm, 'breach.notice-text', subject));
    expect(text).toContain('DRAFT: not approved');
    expect(text).toContain('[not known yet]');
    expect(wordsOf(await reads(town, itsm, 'breach.letter', subject))).toContain('DRAFT: not approved');
    await writes(town, itsm, id, board);
    await approves(town, itsm, id, board);
    expect(wordsOf(await reads(town, itsm, 'breach.notice-text', subject))).not.toContain('DRAFT');
  });
});

describe('R075: whoever it concerns, or has no part in it', () => {
  it('reads no letter, no register and no table, and opens no form of them', async () => {
    const { itsm, teacher, colleague, principal, manager } = town.people;
    const id = await breach();
    await writes(town, itsm, id, people);
    await approves(town, manager, id, people);
    await fillsIn(
      town,
      itsm,
      'breach.affected-add',
      { id },
      { group: 'minor', first: 'A-1', residence: 'UT' },
    );
    const subject = await onIt(town, id, people);
    const documents = ['notices', 'notice', 'letter', 'notice-text', 'letters', 'affected'];
    for (const document of documents)
      expect(await reads(town, itsm, `breach.${document}`, subject), document).toBeDefined();
    await fillsIn(town, itsm, 'breach.subject', { id }, { who: 'person', person: manager.id });
    await town.store.db.incidentSubject.createMany({
      data: [
        { id: `s-${id}`, incidentId: id, personId: manager.id, addedAt: new Date(), addedById: itsm.id },
      ],
    });
    for (const who of [manager, teacher, colleague, principal])
      for (const document of documents)
        expect(
          await reads(town, who, `breach.${document}`, subject),
          `${who.name}, ${document}`,
        ).toBeUndefined();
    for (const form of [
      'notice-write',
      'notice-approve',
      'notice-override',
      'notice-sent',
      'affected-add',
      'support',
    ])
      expect(
        (await fillsIn(town, manager, `breach.${form}`, { ...subject, template: people }, {})).kind,
        form,
      ).not.toBe('form');
  });
});
