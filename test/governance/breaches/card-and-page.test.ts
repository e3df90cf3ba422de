/** What whoever looks into an incident reads first: few words, one next act, and a page that says where what stands. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Action } from '../../../src/chat/card.ts';
import { decidesBreach } from './deciding.ts';
import { fillsIn, reads } from './letters.ts';
import { givenTown, presses, reports, sees, type Town, wordsOf } from './world.ts';

let town: Town;
beforeAll(async () => {
  town = await givenTown();
});
afterAll(() => town.database.drop());

const standsOut = (actions: readonly Action[] = []) =>
  actions.flatMap((one) => (one.kind !== 'link' && one.style === 'primary' ? one.label : []));

it('one act stands out, and it is the next: take it up, find out, decide, call the team', async () => {
  const { teacher, itsm } = town.people;
  const id = await reports(town, teacher);
  const next = async () => {
    const actions = (await sees(town, itsm, id))?.actions ?? [];
    expect(actions[0]?.label).toBe(standsOut(actions)[0]);
    return standsOut(actions);
  };
  expect(await next()).toEqual(['I look into it']);
  await presses(town, itsm, id, 'I look into it');
  expect(await next()).toEqual(['What we know']);
  await fillsIn(town, itsm, 'breach.triage', { id }, { inadvertent: 'yes' });
  expect(await next()).toEqual(['Is it a breach?']);
  await decidesBreach(town, id);
  expect(await next()).toHaveLength(1);
});

it('the law with its version stands once, a clock is a line, and nobody is told before somebody looked into it', async () => {
  const { teacher, itsm } = town.people;
  const id = await reports(town, teacher);
  const fresh = wordsOf(await sees(town, itsm, id));
  expect(fresh.split('version 2026-05-06')).toHaveLength(2);
  expect(fresh).toContain('Utah State Board of Education');
  expect(fresh).not.toContain('They were told');
  await presses(town, itsm, id, 'I look into it');
  expect(wordsOf(await sees(town, itsm, id))).toContain('They were told');
});

it('the page has its status and its contents, and what to do comes before the laws and the tasks', async () => {
  const { teacher, itsm } = town.people;
  const id = await reports(town, teacher);
  await presses(town, itsm, id, 'I look into it');
  await decidesBreach(town, id);
  const page = await reads(town, itsm, 'breach.page', { id });
  expect(page).toMatchObject({ status: { label: 'A breach', tone: 'danger' }, contents: true });
  const headings =
    page?.kind === 'page' ? page.blocks.flatMap((one) => (one.kind === 'heading' ? one.text : [])) : [];
  const at = (start: string) => headings.findIndex((text) => text.startsWith(start));
  expect(at('What to do')).toBe(0);
  expect(at('Who has to be told')).toBeGreaterThan(0);
  expect(at('Tasks')).toBeGreaterThan(0);
});

it('who may read it besides stands on it, and a part that a letter has to have is not called optional', async () => {
  const { teacher, itsm, principal } = town.people;
  const id = await reports(town, teacher);
  expect(wordsOf(await sees(town, itsm, id))).toContain(
    `${principal.name}, supervisor of whoever reported it`,
  );
  const open = await town.door.opens(itsm.id, 'breach.notice-write', {
    id,
    template: 'utah-2026/individuals',
  });
  expect(open.form.fields.happened).toMatchObject({ optional: true, wanted: true });
});
