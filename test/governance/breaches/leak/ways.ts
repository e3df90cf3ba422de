/** Every way in which a case can come to concern somebody, and whoever must learn nothing of it then. */
import type { Person } from '../../../../src/app/person.ts';
import type { RawValues } from '../../../../src/chat/form.ts';
import type { Policy } from '../../../../src/policy/policy.ts';
import { frontDoor } from '../../../support/front-door.ts';
import { type District, delivers } from './district.ts';

/** A word that nothing else says. */
export const telling = 'quagga';

export interface Way {
  readonly name: string;
  /** Whom it concerns, or who stands in for one of them. */
  readonly viewers: readonly string[];
  /** The case comes about, and everything that happens before the hour of `lives`. */
  readonly play: (town: District) => Promise<void>;
}

/** Reports, through the form as it is. */
async function reports(town: District, who: Person, values: RawValues): Promise<void> {
  const door = frontDoor(town.world);
  const open = await door.opens(who.id, 'breach.report');
  const reply = await door.sends(who.id, open, { happened: `A ${telling} got out.`, ...values });
  if (reply.kind !== 'done') throw new Error(`not reported: ${JSON.stringify(reply)}`);
}

async function names(town: District, by: Person, whom: Person): Promise<void> {
  const door = frontDoor(town.world);
  const { id } = await town.store.db.incident.findFirstOrThrow();
  const open = await door.opens(by.id, 'breach.subject', { id });
  const reply = await door.sends(by.id, open, { who: whom.id, reason: `The ${telling} says so.` });
  if (reply.kind !== 'done' || reply.tone !== 'good')
    throw new Error(`${whom.name} was not named: ${JSON.stringify(reply)}`);
}

async function presses(town: District, by: Person, label: string): Promise<void> {
  const door = frontDoor(town.world);
  const { id } = await town.store.db.incident.findFirstOrThrow();
  const seen = await door.does(by.id, { kind: 'look', about: { kind: 'incident', id } });
  const action = seen.kind === 'card' ? seen.card.actions.find((one) => one.label === label) : undefined;
  if (action?.kind !== 'run') throw new Error(`${by.name} finds no ${label}`);
  const reply = await door.presses(by.id, action.id, action.payload);
  if (reply.kind !== 'done' || reply.tone !== 'good') throw new Error(JSON.stringify(reply));
}

function person({ people }: District, name: string): Person {
  const found = people[name];
  if (!found) throw new Error(`nobody is called ${name}`);
  return found;
}

/** Reported to everybody whom the route knows, worked on, and then it turns out to concern them all but the board's chair. */
function oneAfterTheOther(policy: Policy): Way {
  const last = ['superintendent', 'it_security_manager'];
  const others = Object.keys(policy.pack.roles).filter(
    (role) => role !== 'board_chair' && !last.includes(role),
  );
  const first = ['teacher', 'principal', 'colleague', 'Deputy of it', 'Deputy executive', ...others];
  return {
    name: 'people of every role, named one after the other: reporter, supervisor, desk, executives, all who had been told',
    viewers: [...first, ...last],
    async play(town) {
      const desk = person(town, 'it_security_manager');
      const report = { about: 'nobody' };
      await reports(town, person(town, 'teacher'), report);
      await delivers(town);
      await presses(town, desk, 'I look into it');
      await presses(town, desk, 'Call the executive team');
      await delivers(town);
      for (const name of first) if (name !== 'Deputy of it') await names(town, desk, person(town, name));
      await delivers(town);
      await names(town, desk, desk);
      await names(town, person(town, 'superintendent'), person(town, 'Deputy of it'));
      await names(town, person(town, 'superintendent'), person(town, 'superintendent'));
      await delivers(town);
      await presses(town, person(town, 'board_chair'), 'Call the executive team').catch(() => undefined);
    },
  };
}

/** Each answer of the form that means somebody by their role. */
function byRole(policy: Policy): readonly Way[] {
  return policy.pack.breaches.report.about
    .filter(({ roles }) => roles.length > 0)
    .map(({ id, roles }) => ({
      name: `whoever holds ${roles.join(' and ')}, also in somebody’s place`,
      viewers: [...roles, ...(roles.includes('it_security_manager') ? ['Deputy of it'] : [])],
      play: (town) => reports(town, person(town, 'teacher'), { about: id }),
    }));
}

const somebody = (name: string, viewers: readonly string[]): Way => ({
  name: `${name}, named in the report`,
  viewers,
  play: (town) => reports(town, person(town, 'teacher'), { about: 'somebody', who: person(town, name).id }),
});

export function waysOf(policy: Policy): readonly Way[] {
  return [
    oneAfterTheOther(policy),
    ...byRole(policy),
    // what one of them knows, the other hears
    somebody('it_security_manager', ['it_security_manager', 'Deputy of it']),
    somebody('Deputy of it', ['it_security_manager', 'Deputy of it']),
    somebody('executive_team', ['executive_team', 'Deputy executive']),
    somebody('student_data_manager', ['student_data_manager']),
    somebody('hr', ['hr']),
    {
      name: 'the reporter’s supervisor',
      viewers: ['principal'],
      play: (town) => reports(town, person(town, 'teacher'), { about: 'supervisor' }),
    },
  ];
}
