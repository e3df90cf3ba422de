/** Files one data request through the front door, for an outbox to be filled with more like it. */
import { createDispatch } from '../../src/app/dispatch.ts';
import { encodeToken } from '../../src/chat/form-token.ts';
import type { Interaction } from '../../src/chat/interaction.ts';
import { open } from '../../src/cli/open.ts';
import { readConfig } from '../../src/config.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import { newId } from '../../src/kernel/ids.ts';
import { createLog } from '../../src/kernel/log.ts';

const typed = {
  title: 'Enrolment by grade',
  question: 'How many children are enrolled in each grade, and how did that change over three years?',
  purpose: 'The principal plans the classes of next year',
  recipients: 'The principal and the deputy',
  groups: 'All schools, 2023 to 2026',
  interest: 'I plan the classes of my school',
} as const;

/** Returns its number. */
export async function fileRequest(
  databaseUrl: string,
  personId: string,
  collection: string,
): Promise<number> {
  const config = readConfig({ DATABASE_URL: databaseUrl });
  if (!config.ok) throw new Error('the database is no configuration');
  const log = createLog('silent');
  const opened = await open({ config: config.value, clock: systemClock, log });
  const { store, registry, directory, scene } = opened;
  const ask = createDispatch({
    ...{ ...scene, store, registry, clock: systemClock, log },
    identify: async () => ({ ok: true, value: (await directory.person(store, personId)) ?? failing() }),
    reach: { uninstalled: async () => undefined },
  });
  const does = (interaction: Interaction) =>
    ask({
      ...{ surface: 'web', delivery: newId(), receivedAt: systemClock.now(), interaction },
      caller: { kind: 'session', personId },
    });
  try {
    const form = await does({ kind: 'open-form', form: 'request.file', subject: {} });
    if (form.kind !== 'form') throw new Error('no form to file a request');
    const values = {
      ...form.open.form.values,
      ...typed,
      ...{
        route: 'general',
        asker: 'me',
        detail: 'whole',
        format: 'number',
        report: 'one_off',
        collections: [collection],
      },
    };
    const filed = await does({ kind: 'submit', token: encodeToken(form.open.token), values });
    const number = filed.kind === 'done' ? /DR-(\d+) is filed/.exec(filed.text)?.[1] : undefined;
    if (number === undefined) throw new Error(`not filed: ${JSON.stringify(filed)}`);
    return Number(number);
  } finally {
    await opened.close();
  }
}

function failing(): never {
  throw new Error('nobody files');
}
