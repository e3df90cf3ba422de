/** Letters and packets of an incident: one held and let pass, one approved, one sent; and those affected, by reference. */
import type { Person } from '../../../src/app/person.ts';
import type { RawValues } from '../../../src/chat/form.ts';
import type { Scene } from '../scenes.ts';
import type { Stage } from '../stage.ts';
import { reported, reporterOf } from './breaches.ts';

const letter = 'utah-2026/individuals';
const packet = 'utah-2026/state_board';

async function written(stage: Stage): Promise<readonly Person[]> {
  const desk = stage.holder('it_security_manager');
  const manager = stage.holder('student_data_manager');
  const counsel = stage.holder('legal');
  const about = await reported(stage, reporterOf(stage).teacher, { kinds: ['ssn'] });
  const { id } = about.about;
  const form = (
    who: Person,
    name: string,
    values: RawValues,
    subject: Readonly<Record<string, string>> = {},
  ) => stage.fills(who, `breach.${name}`, { id, ...subject }, values);
  await form(desk, 'team', {});
  await form(desk, 'support', {});
  await form(desk, 'affected-add', { group: 'minor', first: 'A-0001', last: 'A-0005', residence: 'UT' });
  await form(desk, 'affected-file', { table: 'reference,group\nA-0006,staff\nA-0007,adult_student' });
  await form(desk, 'affected-strike', { references: 'A-0005' });
  await form(desk, 'notice-write', { happened: 'A careless clerk sent it.' }, { template: letter });
  await form(counsel, 'notice-override', {}, await newest(stage, id, letter));
  await form(manager, 'notice-approve', {}, await newest(stage, id, letter));
  await form(desk, 'delivered', { which: 'unsent', channel: 'letter', on: '2026-11-04' });
  await form(desk, 'returned', { references: 'A-0002', on: '2026-11-04' });
  await form(desk, 'notice-write', { number: '7' }, { template: packet });
  await form(desk, 'notice-approve', {}, await newest(stage, id, packet));
  await form(desk, 'notice-sent', { when: '2026-11-04T09:00' }, await newest(stage, id, packet));
  await form(
    desk,
    'notice-write',
    { happened: 'Whoever is at fault sent it.', number: '' },
    {
      template: 'utah-2026/superintendent_state',
    },
  );
  return [desk, manager, counsel];
}

async function newest({ world }: Stage, incidentId: string, template: string) {
  const notice = await world.store.db.incidentNotice.findFirstOrThrow({
    where: { incidentId, template: template.split('/')[1] ?? '' },
    include: { versions: { orderBy: { seq: 'desc' } } },
  });
  return { notice: notice.id, version: notice.versions[0]?.id ?? '' };
}

export const breachNoticeScenes: readonly Scene[] = [
  { name: 'letters to those affected, and a packet for an authority', play: written },
];
