/** Whose chat accounts belong in a team's channel as of now: those who work on the incident, and never whom it concerns. */
import type { Scene } from '../../../app/context.ts';
import { accountsOfPeople, type ChatAccount } from '../../../app/delivery/store.ts';
import type { Member, Wanted } from '../rules/channel.ts';
import { type Incident, isSubject } from '../rules/incident.ts';
import { workers } from './found.ts';
import { peopleWith } from './tell.ts';

/** Of the incident as it stands in this very moment. */
export async function wantedIn(scene: Scene, incident: Incident): Promise<Wanted> {
  const { reader, directory } = scene;
  const team = await peopleWith(scene, incident, workers);
  const { subjects } = incident;
  const named = await directory.peopleAndHolders(
    reader,
    subjects.flatMap(({ personId }) => personId ?? []),
    subjects.flatMap(({ role }) => role ?? []),
  );
  const concerned = [...named.values()].filter((person) => isSubject(incident, person)).map(({ id }) => id);
  const accounts = await accountsOfPeople(reader, [...team, ...concerned]);
  const members = (ids: Iterable<string>, fits: (account: ChatAccount) => boolean): readonly Member[] =>
    [...ids].flatMap((personId) =>
      (accounts.get(personId) ?? [])
        .filter((one) => one.surface === 'slack' && fits(one))
        .map(({ tenant, account }) => ({ tenant, account, personId })),
    );
  return {
    team: members(team, ({ state }) => state === 'linked'),
    concerned: members(concerned, () => true),
    over: incident.state === 'closed',
  };
}
