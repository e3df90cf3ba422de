/** What whoever reported is told to do at once: it fits what they said, stays while the report is open, and then goes. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stepsFor } from '../../../src/governance/breaches/rules/do-now.ts';
import { checkBreaches } from '../../../src/policy/check-breaches.ts';
import { legacyPolicy } from '../../support/policy.ts';
import { decidesBreach, underway } from './deciding.ts';
import { fills, givenTown, incidentOf, reports, sees, type Town, wordsOf } from './world.ts';

const { pack } = await legacyPolicy();
const { report } = pack.breaches;
const nothing = { systems: [], kinds: [], words: undefined };

describe('the steps', () => {
  it.each([
    [
      'a word that was written',
      { ...nothing, words: 'I mailed the class list to a stranger.' },
      /wrong person, recall/,
    ],
    ['where it happened', { ...nothing, systems: ['A lost or stolen device'] }, /locked from afar/],
    ['the kind of data', { ...nothing, kinds: ['logins'] }, /change it from another device/],
  ])('fit %s, and what fits every mishap stands there too', (_by, said, fitting) => {
    const steps = stepsFor(report, said);
    expect(steps.filter((step) => step.startsWith('If'))).toEqual([expect.stringMatching(fitting)]);
    expect(steps).toHaveLength(4);
    expect(steps[0]).toMatch(/^Delete nothing/);
  });

  it('are all of the plan’s where nothing was said that fits, and each of them says when it is meant', () => {
    const all = stepsFor(report, { ...nothing, words: 'Something is odd.' });
    expect([...all].sort()).toEqual(report.do_now.map(({ says }) => says).sort());
    for (const { says, if_said } of report.do_now) if (if_said) expect(says).toMatch(/^If /);
  });

  it('are found by whole words: a mailbox of wood is no mail', () => {
    expect(stepsFor(report, { ...nothing, words: 'The mailboxes are open.' })).toHaveLength(
      report.do_now.length,
    );
  });

  it('name only systems and kinds of the plan', () => {
    const [first, second] = report.do_now;
    if (!first || !second) throw new Error('there are no steps');
    const off = { ...second, if_said: { systems: ['Telex'], kinds: ['gossip'], words: [] } };
    const wrong = { ...pack, breaches: { ...pack.breaches, report: { ...report, do_now: [off] } } };
    const said: string[] = [];
    checkBreaches(wrong, (_path, says) => void said.push(says));
    expect(said).toContain('there is no system “Telex”');
    expect(said).toContain('there is no kind “gossip”');
    expect(said).toContainEqual(expect.stringContaining('at least one step fits every mishap'));
  });
});

describe('on their report', () => {
  let town: Town;
  beforeAll(async () => {
    town = await givenTown();
  });
  afterAll(() => town.database.drop());

  it('they stand with the numbers to call, also of one’s own mistake', async () => {
    const { teacher } = town.people;
    const id = await reports(town, teacher, { happened: 'I mailed the class list.', about: 'myself' });
    expect(wordsOf(await sees(town, teacher, id))).toMatch(/recall it if your mail program can.*555-0142/);
  });

  it('whoever is asked finds the question among what waits for them, reads it above the answer, and then it is gone', async () => {
    const { teacher, itsm } = town.people;
    const id = await reports(town, teacher);
    const { reference } = await incidentOf(town, id);
    const home = async () => wordsOf(await town.door.does(teacher.id, { kind: 'home' }));
    expect(await home()).not.toContain('a question about your report');
    await fills(town, itsm, id, 'Ask the reporter', { text: 'To which list?' });
    expect(await home()).toContain(`${reference}: a question about your report`);
    const form = await town.door.opens(teacher.id, 'breach.answer', { id });
    expect(wordsOf(form.form.intro)).toContain('To which list?');
    await fills(town, teacher, id, 'Answer', { text: 'To the parents’ list.' });
    expect(await home()).not.toContain('a question about your report');
    expect(wordsOf(await sees(town, itsm, id))).toMatch(/To which list\?.*To the parents’ list\./);
  });

  it.each(['teams', 'slack'] as const)(
    'a worry typed into %s as it comes to mind is told how to be said',
    async (surface) => {
      for (const [name, text] of [
        ['I', 'sent a spreadsheet to the wrong list'],
        ['', 'Aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'],
        ['student', 'Emily Watson was on it'],
      ] as const) {
        const said = { kind: 'command', name, text } as const;
        const reply = await town.door.does(town.people.teacher.id, said, undefined, surface);
        expect(reply).toMatchObject({ card: { actions: [{ form: 'breach.report' }] } });
        expect(wordsOf(reply)).toContain('nothing of what you typed was kept or passed on');
      }
    },
  );

  it('all that is wrong with a report is told in one go', async () => {
    const { teacher } = town.people;
    const open = await town.door.opens(teacher.id, 'breach.report');
    const reply = await town.door.sends(teacher.id, open, {
      ...{ happened: 'The file of Jo Doe 01/02/2015 lay open.', about: 'somebody' },
      noticed: '2027-01-01T10:00',
    });
    if (reply.kind !== 'invalid') throw new Error('it was taken');
    expect(Object.keys(reply.open.errors).sort()).toEqual(['happened', 'noticed', 'who']);
    expect(reply.open.errors.noticed).toContain('still to come');
  });

  it('a report that nobody has taken up says so first in the list of whoever looks into it', async () => {
    const { teacher, itsm } = town.people;
    await reports(town, teacher);
    const reply = await town.door.does(itsm.id, { kind: 'home' });
    const waits = wordsOf(reply).split('What waits for me')[1]?.split('What I asked for')[0] ?? '';
    expect(waits).toMatch(/^.{0,200}Not taken up yet: urgent, please look into it now/);
  });

  it('of a breach the list names whom somebody has to tell next, and by when', async () => {
    const { itsm } = town.people;
    const id = await underway(town);
    await decidesBreach(town, id);
    const { reference } = await incidentOf(town, id);
    const home = wordsOf(await town.door.does(itsm.id, { kind: 'home' }));
    expect(home).toMatch(
      new RegExp(`${reference}: data breach","detail":"A breach. [^"]+: to be told by November`),
    );
  });
});
