/** What is written down while an incident is answered, how it goes from shift to shift, and how it ends. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { arrange } from '../../support/people.ts';
import { closes, decidesBreach, pageOf, sends, taskOn, together, toldAbout, underway } from './deciding.ts';
import { givenTown, incidentOf, presses, sees, type Town, wordsOf } from './world.ts';

let town: Town;
beforeAll(async () => {
  town = await givenTown();
});
afterAll(() => town.database.drop());

describe('what is written down', () => {
  it('notes and decisions with their reasons stand on the timeline, by name', async () => {
    const { itsm, executive } = town.people;
    const id = await underway(town);
    await sends(town, executive, 'breach.note', { id }, { text: 'The vendor rang back.' });
    const decision = {
      decision: 'The server stays off.',
      reasons: 'Nobody knows yet how they came in.',
      with: [itsm.id],
    };
    await sends(town, executive, 'breach.decision', { id }, decision);
    const page = await pageOf(town, itsm, id);
    for (const words of [
      'The vendor rang back.',
      'The server stays off.',
      'Nobody knows yet how they came in.',
      'Decided on the way, with Piotr Zielinski',
    ])
      expect(page).toContain(words);
    const { events } = await incidentOf(town, id);
    expect(JSON.stringify(events)).not.toContain('vendor rang');
  });

  it('evidence is a reference with its chain of custody: where it lies and who held it, never the thing', async () => {
    const { itsm, executive } = town.people;
    const id = await underway(town);
    const hash = 'b'.repeat(64);
    await sends(
      town,
      itsm,
      'breach.evidence',
      { id },
      { what: 'Mail log of that day', place: 'Safe of the IT office', hash },
    );
    const { id: evidence } = await town.store.db.incidentEvidence.findFirstOrThrow({
      where: { incidentId: id },
    });
    const both = { place: 'Evidence room', holder: executive.id, outside: 'Officer Lund, city police' };
    expect(await sends(town, itsm, 'breach.custody', { id, evidence }, both)).toMatchObject({
      kind: 'invalid',
    });
    await sends(
      town,
      itsm,
      'breach.custody',
      { id, evidence },
      { place: 'Evidence room', outside: 'Officer Lund, city police' },
    );
    const page = await pageOf(town, executive, id);
    expect(page).toContain('Mail log of that day');
    expect(page).toMatch(
      /Piotr Zielinski, Safe of the IT office → .*Officer Lund, city police, Evidence room → SHA-256 b{64}/,
    );
    expect(await town.store.db.incidentCustody.count({ where: { evidenceId: evidence } })).toBe(2);
  });

  it('a reference to another incident’s evidence leads nowhere', async () => {
    const { itsm } = town.people;
    const [one, other] = [await underway(town), await underway(town)];
    await sends(town, itsm, 'breach.evidence', { id: one }, { what: 'A laptop', place: 'Safe' });
    const { id: evidence } = await town.store.db.incidentEvidence.findFirstOrThrow({
      where: { incidentId: one },
    });
    await sends(town, itsm, 'breach.custody', { id: other, evidence }, { place: 'Elsewhere' });
    expect(await town.store.db.incidentCustody.count({ where: { evidenceId: evidence } })).toBe(1);
  });
});

describe('how it stands', () => {
  it('cards that lie in chats are drawn anew whenever something is done', async () => {
    const { itsm } = town.people;
    const id = await underway(town);
    const where = { surface: 'slack', address: { channel: 'D1', ts: '1' } };
    const delivered = { ...where, state: 'sent', sentAt: new Date('2026-11-20T18:00:00Z'), stale: false };
    await arrange(town.store, (tx) =>
      tx.db.outbox.updateMany({ where: { caseId: id }, data: delivered }).then(() => undefined),
    );
    await sends(town, itsm, 'breach.note', { id }, { text: 'The vendor rang back.' });
    const stale = await town.store.db.outbox.findMany({ where: { caseId: id, state: 'sent' } });
    expect(stale.length).toBeGreaterThan(0);
    expect(stale.every((row) => row.stale)).toBe(true);
  });
});

describe('from shift to shift', () => {
  it('whoever leads hands over with a summary, and leads until the next has taken over', async () => {
    const { itsm, executive } = town.people;
    const id = await underway(town);
    expect((await incidentOf(town, id)).onDutyId).toBe(itsm.id);
    await sends(
      town,
      itsm,
      'breach.hand-over',
      { id },
      { to: executive.id, summary: 'The mailbox is frozen; the vendor rings at six.' },
    );
    expect((await incidentOf(town, id)).onDutyId).toBe(itsm.id);
    expect(await toldAbout(town, id, 'breach.handed-over')).toEqual([executive.id]);
    expect(await pageOf(town, executive, id)).toContain('The mailbox is frozen');
    expect((await sees(town, itsm, id))?.actions.map(({ label }) => label)).not.toContain(
      'I have taken over',
    );
    await presses(town, executive, id, 'I have taken over');
    expect((await incidentOf(town, id)).onDutyId).toBe(executive.id);
    expect(await pageOf(town, itsm, id)).toContain('Took over from Piotr Zielinski');
  });

  it('nobody but whoever was asked takes over, and only the newest hand-over counts', async () => {
    const { itsm, executive, head } = town.people;
    const id = await underway(town);
    await sends(town, itsm, 'breach.hand-over', { id }, { to: executive.id, summary: 'First.' });
    const { id: first } = await town.store.db.incidentHandover.findFirstOrThrow({
      where: { incidentId: id },
    });
    const taking = await town.door.presses(head.id, 'breach.take-over', { id, handover: first });
    expect(taking).toMatchObject({ kind: 'done', tone: 'warning' });
    town.clock.set(town.clock.now().add({ minutes: 1 }));
    await sends(town, itsm, 'breach.hand-over', { id }, { to: head.id, summary: 'Second.' });
    await town.door.presses(executive.id, 'breach.take-over', { id, handover: first });
    expect((await incidentOf(town, id)).onDutyId).toBe(itsm.id);
    town.clock.set(town.clock.now().subtract({ minutes: 1 }));
  });
});

describe('R075: a hand-over that waits for somebody whom it comes to concern', () => {
  it('is taken back at once: it waits for nobody, and is theirs neither to see nor to take', async () => {
    const { itsm, executive } = town.people;
    const id = await underway(town);
    await sends(town, itsm, 'breach.hand-over', { id }, { to: executive.id, summary: 'Over to you.' });
    const { id: handover } = await town.store.db.incidentHandover.findFirstOrThrow({
      where: { incidentId: id },
    });
    await sends(town, itsm, 'breach.subject', { id }, { who: executive.id, reason: 'Her account.' });
    expect(await sees(town, executive, id)).toBeUndefined();
    expect(await town.door.presses(executive.id, 'breach.take-over', { id, handover })).toMatchObject({
      tone: 'warning',
    });
    expect(wordsOf(await sees(town, itsm, id))).not.toContain('Asked to take over');
    const page = await pageOf(town, itsm, id);
    expect(page).toContain('taken back');
    expect(page).not.toContain('not taken over yet');
    expect((await incidentOf(town, id)).onDutyId).toBe(itsm.id);
  });
});

describe('the end', () => {
  it('nothing is closed before anybody has decided', async () => {
    const { itsm } = town.people;
    const id = await underway(town);
    const reply = await sends(town, itsm, 'breach.close', { id }, { summary: 'Forgotten.' });
    expect(wordsOf(reply)).toContain('Nobody has decided yet');
    expect((await incidentOf(town, id)).state).toBe('concern');
  });

  it('what has to be done is done first, or somebody says why it may stay open; then everybody is told', async () => {
    const { itsm, executive } = town.people;
    const id = await underway(town);
    await decidesBreach(town, id);
    const refused = await closes(town, itsm, id, { why: '' });
    expect(wordsOf(refused)).toContain('do it, or say why');
    await closes(town, itsm, id, { why: 'The review follows in May.' });
    expect(await incidentOf(town, id)).toMatchObject({
      state: 'closed',
      ruling: 'breach',
      closedById: itsm.id,
    });
    expect(await toldAbout(town, id, 'breach.closed')).toContain(executive.id);
    const page = await pageOf(town, itsm, id);
    expect(page).toMatch(/Closed, with \d+ tasks open \(.*Find out whether it happened/);
    expect(page).toContain('; not told: Utah State Board of Education');
    expect(page).toContain('Utah State Board of Education: Counsel says so.');
    expect(page).toContain('The review follows in May.');
    const task = (await taskOn(town, id, 'scope')).id;
    expect(await sends(town, itsm, 'breach.task', { id, task }, { outcome: 'done' })).toMatchObject({
      tone: 'warning',
    });
    expect(await sends(town, itsm, 'breach.note', { id }, { text: 'Late.' })).toMatchObject({
      tone: 'warning',
    });
    await together(town, [itsm, town.people.executive], 'breach.reopen', id, {
      reason: 'A second list turned up.',
    });
    expect((await incidentOf(town, id)).state).toBe('concern');
  });

  it('is for whoever leads, or whom the plan names; everybody else is told who that is', async () => {
    const { itsm, executive, head } = town.people;
    const id = await underway(town);
    await decidesBreach(town, id);
    await sends(town, itsm, 'breach.hand-over', { id }, { to: executive.id, summary: 'All yours.' });
    await presses(town, executive, id, 'I have taken over');
    expect(wordsOf(await sees(town, itsm, id))).not.toContain('Close it');
    expect(wordsOf(await closes(town, itsm, id))).toContain(
      `${executive.name} leads, and closes it, or the Superintendent (${head.name}`,
    );
    expect((await incidentOf(town, id)).state).toBe('breach');
    expect(wordsOf(await sees(town, head, id))).toContain('Close it');
    expect(await closes(town, executive, id)).toMatchObject({ kind: 'done' });
  });

  it('is for those who decide, not for the team or the reporter', async () => {
    const { itsm, colleague, teacher } = town.people;
    const id = await underway(town);
    await sends(town, itsm, 'breach.team', { id }, { people: [colleague.id] });
    await decidesBreach(town, id);
    for (const who of [colleague, teacher])
      expect(await sends(town, who, 'breach.close', { id }, { summary: 'Enough.' })).toMatchObject({
        tone: 'warning',
      });
    expect((await incidentOf(town, id)).state).toBe('breach');
  });
});
