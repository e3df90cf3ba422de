/** Exercises: one that runs, one whose clock stands still, and one that has ended, with credit still to give. */
import type { Person } from '../../../src/app/person.ts';
import type { Scene } from '../scenes.ts';
import type { Stage } from '../stage.ts';
import { day } from './request-kinds.ts';

interface Cast {
  readonly leads: Person;
  readonly desk: Person;
  readonly families: Person;
  readonly head: Person;
  readonly about: { readonly kind: string; readonly id: string };
}

/** The Student Data Manager leads, so that the others play. */
async function begun(stage: Stage, scenario: string): Promise<Cast> {
  const leads = stage.holder('student_data_manager');
  const [desk, head] = [stage.holder('it_security_manager'), stage.holder('superintendent')];
  const families = stage.holder('legal');
  const card = await stage.fills(
    leads,
    'drill.plan',
    { scenario },
    {
      ...{ part_responder: [desk.id], part_families: [families.id], part_head: [head.id] },
      ...{ part_counsel: [desk.id], pace: 'five_minutes' },
    },
  );
  return { leads, desk, families, head, about: card.about ?? { kind: 'drill', id: '' } };
}

async function next(stage: Stage, { leads, about }: Cast): Promise<void> {
  await stage.does(leads, await stage.sees(leads, { about }), 'DRILL: Next event now');
}

/** Legal times count in it: it was answered who has to be told. */
async function running(stage: Stage): Promise<readonly Person[]> {
  const cast = await begun(stage, 'wrong_list');
  const { leads, desk, families, head, about } = cast;
  await next(stage, cast);
  await stage.fills(
    desk,
    'drill.answer',
    { id: about.id, question: 'ruling' },
    { ruling: 'breach', severity: 'medium' },
  );
  await stage.fills(
    desk,
    'drill.answer',
    { id: about.id, question: 'tell_now' },
    { chosen: ['utah-2026/state_board'] },
  );
  await next(stage, cast);
  // The event that asks anew would come by itself while the days of the tour pass.
  await stage.does(leads, await stage.sees(leads, { about }), 'DRILL: Halt its clock');
  return [leads, desk, families, head];
}

/** The other kinds of question are open in it. */
async function halted(stage: Stage): Promise<readonly Person[]> {
  const cast = await begun(stage, 'phished_administrator');
  const { leads, about } = cast;
  await next(stage, cast);
  await stage.does(leads, await stage.sees(leads, { about }), 'DRILL: Halt its clock');
  return [];
}

async function ended(stage: Stage): Promise<readonly Person[]> {
  const { leads, desk, families, head, about } = await begun(stage, 'vendor_friday');
  const see = () => stage.sees(leads, { about });
  const better = {
    kind: 'better',
    says: 'Have the contract at hand.',
    owner: families.id,
    due: day(stage, 40),
  };
  await stage.does(leads, await see(), 'DRILL: Write down what was learned', better);
  await stage.does(leads, await see(), 'DRILL: End it', { took_part_0: [desk.id], location: 'Board room' });
  await stage.does(leads, await see(), 'DRILL: Training credit', { took_part_0: [head.id] });
  await stage.does(leads, await see(), 'DRILL: Hold another');
  return [];
}

export const drillScenes: readonly Scene[] = [
  { name: 'an exercise that runs', play: running },
  { name: 'one whose clock stands still', play: halted },
  { name: 'one that has ended', play: ended },
];
