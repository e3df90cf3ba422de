/** Clicks that nobody was offered: refused kindly for every action and form of the room, without effect, and logged without text. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { feature } from '../../../src/governance/requests/feature.ts';
import { createLog } from '../../../src/kernel/log.ts';
import { frontDoor } from '../../support/front-door.ts';
import { auditOf, type District, filed, fulfilment, givenDistrict, presses, row } from './world.ts';

let district: District;
beforeAll(async () => {
  district = await givenDistrict();
});
afterAll(() => district.database.drop());

it('R067: every action of the room, pressed by whoever may not, changes nothing and stands in the log by its code', async () => {
  const { asker, steward, second, stranger } = district.people;
  const logged: string[] = [];
  const log = createLog('info', { write: (line: string) => void logged.push(line) });
  const door = frontDoor({ ...district.world, log });
  const id = await filed(district, asker, { title: 'Secret words' });
  await presses(district, steward, id, 'Claim');
  const open = await door.opens(steward.id, 'request.fulfil', { id });
  const [before, audit] = [await row(district, id), await auditOf(district, id)];
  const changing = (feature.actions ?? [])
    .map((one) => one.id)
    .filter((one) => /^request\.(claim|close|put-back)$/.test(one));
  expect(changing).toHaveLength(3);
  for (const who of [stranger, second, asker]) {
    for (const action of changing) {
      const reply = await door.presses(who.id, action, { id, version: String(before.version) });
      expect(reply).toMatchObject({ kind: 'done', tone: 'warning' });
    }
    const sent = await door.sends(who.id, open, { ...open.form.values, ...fulfilment });
    expect(sent).toMatchObject({ kind: 'done', tone: 'warning' });
  }
  expect(await row(district, id)).toEqual(before);
  expect(await auditOf(district, id)).toEqual(audit);
  const lines = logged.map((line) => JSON.parse(line)).filter(({ msg }) => msg === 'click refused');
  // to the stranger there is no such case
  expect(
    lines
      .filter(({ personId }) => personId === second.id)
      .map(({ handler }) => handler)
      .sort(),
  ).toEqual([...['request.claim', 'request.close', 'request.fulfil', 'request.put-back']]);
  for (const line of lines) expect(line.why).toMatch(/^[a-z_]+$/);
  expect(logged.join('')).not.toMatch(/Secret|files\.legacy/);
});
