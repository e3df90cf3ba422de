/** Reminds whoever sees to a legal clock at shares of its time, once each; a short clock at night too. It meets none by itself. */
import type { Sweep } from '../../app/context.ts';
import type { Job } from '../../app/feature.ts';
import { tellOfClocks } from './commands/tell-clocks.ts';
import { awake } from './rules/clock-marks.ts';
import { type Incident, incidentKind } from './rules/incident.ts';
import { type Clock, clocksOf, dueIncidents, marksTold } from './store/clocks.ts';
import { readIncidents } from './store/incidents.ts';
import { writeEvent } from './store/timeline.ts';

/** Few, so that the page before is committed when a later one fails. */
const pageSize = 25;

/** Incidents of one district with a reminder due at once; far more than any has. */
const mostDue = 500;

export const clocksJob: Job = {
  name: 'breach-clocks',
  summary:
    'Reminds those who see to the legal clocks of a breach, at shares of the time left and when it has passed',
  everyMinutes: 1,
  discreet: true,
  async run(sweep) {
    const ids = await dueIncidents(sweep.tx, sweep.now, mostDue);
    const incidents = await readIncidents(sweep.tx, sweep.viewer, { id: { in: [...ids] } }, mostDue);
    let told = 0;
    let spent = 0;
    for (const incident of inOrder(incidents, ids)) {
      if (spent === pageSize) break;
      const people = await remind(sweep, incident);
      told += people ?? 0;
      // What nobody could hear of waits for the next run, and keeps nobody else's from theirs.
      if (people !== undefined) spent += 1;
    }
    // No reference: whoever runs jobs may be whom it concerns.
    const did = Array.from({ length: told }, () => 'reminded of a legal clock');
    return { did, more: spent === pageSize };
  },
};

function inOrder(incidents: readonly Incident[], ids: readonly string[]): readonly Incident[] {
  return ids.flatMap((id) => incidents.find((one) => one.id === id) ?? []);
}

/** All that became due since the last run is one message: a long outage yields no burst. Undefined: there is nobody to tell. */
async function remind(sweep: Sweep, incident: Incident): Promise<number | undefined> {
  const policy = await sweep.policyOf(incident.policy);
  const due = (await clocksOf(sweep.tx, policy, incident.id)).flatMap((clock) => {
    const marks = clock.marks.filter(
      ({ at, told }) => !told && at.epochMilliseconds <= sweep.now.epochMilliseconds,
    );
    return marks.length === 0 ? [] : [{ clock, marks }];
  });
  if (due.length === 0) {
    await marksTold(sweep.tx, incident.id);
    return 0;
  }
  const passed = due.filter(({ marks }) => marks.some(({ mark }) => mark === 'passed'));
  const urgent = due.some(({ marks }) => marks.some((mark) => mark.urgent));
  const told = await tellOfClocks(
    sweep,
    incident.id,
    due.map(({ clock }) => clock),
    undefined,
    {
      everybody: passed.length > 0,
      ...(urgent ? {} : { notBefore: awake(policy, sweep.now) }),
    },
  );
  if (told === 0) return undefined;
  await marksTold(sweep.tx, incident.id);
  if (passed.length > 0)
    await recordPassed(
      sweep,
      incident,
      passed.map(({ clock }) => clock),
    );
  return told;
}

async function recordPassed(sweep: Sweep, { id }: Incident, clocks: readonly Clock[]): Promise<void> {
  await writeEvent(sweep.tx, id, {
    what: 'clocks-passed',
    byId: undefined,
    facts: { clocks: clocks.map(({ law }) => `${law.law}/${law.clock.id}`) },
  });
  sweep.tx.moved({ kind: incidentKind, id });
}
