/** Our import of the same file, as `safekeep roster import` and `confirm` do it: checked, staged, compared, said yes to, applied. */
import { systemViewer } from '../../src/app/access.ts';
import { createHouse } from '../../src/app/house.ts';
import { sceneAt } from '../../src/app/scene.ts';
import { houseRegistry } from '../../src/cli/open.ts';
import { readPlan } from '../../src/cli/read-plan.ts';
import { createDirectory } from '../../src/governance/people/store/directory.ts';
import { applyPage } from '../../src/governance/roster/commands/apply.ts';
import { bringIn } from '../../src/governance/roster/commands/bring.ts';
import { confirmImport } from '../../src/governance/roster/commands/decide.ts';
import { noAnswers } from '../../src/governance/roster/rules/layout.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import { openStore } from '../../src/store/client.ts';
import { createLoader } from '../../src/store/loader.ts';
import type { Tx } from '../../src/store/tx.ts';
import { measured } from './peak.ts';

const { DATABASE_URL: url = '', ROSTER_FILE: file = '' } = process.env;

async function main(): Promise<void> {
  const policy = await readPlan('legacy-ut');
  const directory = createDirectory(systemClock, policy.pack.pack.zone);
  const house = createHouse(houseRegistry());
  const store = await openStore(url);
  const author = () => ({ personId: null, surface: 'cli', now: systemClock.now() });
  const acting = (tx: Tx) => ({
    ...sceneAt({ directory, house, policy, policyOf: async () => policy }, systemViewer, tx, tx.now),
    tx,
  });
  await measured(async () => {
    const staged = await bringIn({
      ...{
        store,
        load: createLoader(url),
        author,
        path: file,
        staffPath: undefined,
        onStep: () => undefined,
        announce: async () => undefined,
      },
      preparing: {
        today: policy.calendar.localDay(systemClock.now()).toString(),
        ...{ delta: false, answers: noAnswers, inventedOnly: false },
      },
    });
    if (!staged.ok || staged.value.kind !== 'staged')
      throw new Error(`not staged: ${JSON.stringify(staged)}`);
    const importId = staged.value.id;
    await store.transact(author(), (tx) =>
      confirmImport(acting(tx), { importId, byId: null, goneToo: false, lacks: undefined }),
    );
    while ((await store.transact(author(), (tx) => applyPage(acting(tx), importId))).more);
  });
  await store.close();
}

await main();
