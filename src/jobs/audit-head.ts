/** Writes down where the audit trail stands, outside the database: daily in the log, weekly with the Superintendent. */
import type { Sweep } from '../app/context.ts';
import type { Job, NoticeKind } from '../app/feature.ts';
import { holds } from '../app/person.ts';
import { Temporal } from '../kernel/clock.ts';
import { type Anchor, auditHead, formatAnchor } from '../store/audit.ts';
import { getSetting, putSetting } from '../store/settings.ts';

const loggedKey = 'audit-head-logged-on';
const toldKey = 'audit-head-told-on';
const keeper = 'superintendent';
const noticeId = 'house.audit-head';

/** What it did is logged by the scheduler: that line is the day's anchor. */
export const auditHeadJob: Job = {
  name: 'audit-head',
  summary: 'Writes the head of the audit trail to the log, and weekly to the Superintendent',
  everyMinutes: 24 * 60,
  async run(sweep) {
    const { reader, tx, policy } = sweep;
    const today = policy.calendar.localDay(sweep.now);
    const logged = await getSetting(reader, loggedKey);
    if (logged !== undefined && logged >= today.toString()) return { did: [], more: false };
    const head = await auditHead(reader);
    await putSetting(tx, loggedKey, today.toString());
    const did = [`The audit trail stands at ${formatAnchor(head)}`];
    if (await weekIsOver(sweep, today)) {
      const told = await tellKeepers(sweep, head);
      did.push(told > 0 ? `${told} told: ${keeper}` : `nobody holds the role ${keeper}, so nobody was told`);
    }
    return { did, more: false };
  },
};

/** Counted from the first run, so that a new house does not begin with a message. */
async function weekIsOver({ reader, tx }: Sweep, today: Temporal.PlainDate): Promise<boolean> {
  const told = await getSetting(reader, toldKey);
  const over =
    told !== undefined &&
    Temporal.PlainDate.compare(Temporal.PlainDate.from(told).add({ days: 7 }), today) <= 0;
  if (told === undefined || over) await putSetting(tx, toldKey, today.toString());
  return over;
}

async function tellKeepers(sweep: Sweep, head: Anchor): Promise<number> {
  const keepers = await sweep.directory.holders(sweep.reader, keeper);
  for (const { id: personId } of keepers)
    sweep.tx.notify({
      notice: noticeId,
      to: { personId },
      facts: { head: formatAnchor(head), day: sweep.policy.calendar.localDay(sweep.now).toString() },
      notBefore: sweep.policy.calendar.nextReminderTime(sweep.now),
    });
  return keepers.length;
}

export const auditHeadNotice: NoticeKind = {
  id: noticeId,
  async render(ask, { facts }) {
    if (!holds(ask.actor, keeper)) return undefined;
    return {
      audience: 'person',
      title: 'Where the audit trail stands',
      blocks: [
        {
          kind: 'text',
          text: 'Please keep this message. It proves later that nobody changed the audit trail of Safekeep up to this day, not even somebody with full access to the database.',
        },
        {
          kind: 'facts',
          facts: [
            { label: 'Day', value: String(facts.day) },
            { label: 'Mark', value: String(facts.head) },
          ],
        },
        {
          kind: 'text',
          text: `Whoever runs Safekeep checks it with: safekeep audit verify --anchor ${String(facts.head)}`,
        },
      ],
      actions: [],
    };
  },
};
