/** How whole the year's report is: what it counts, who can complete it, and for those the number of what they have no part in. */
import type { Ask } from '../../../app/context.ts';
import type { DocumentBlock } from '../../../chat/document.ts';
import { roleName } from '../../../policy/policy.ts';
import { countDecided } from '../store/incidents.ts';

/** The same for everybody and always, so that it tells nobody of a matter that is kept from them (R075). */
export async function wholenessNote(ask: Ask): Promise<DocumentBlock> {
  const { policy } = ask;
  const { whole_by } = policy.pack.breaches.after.report;
  const names: string[] = [];
  for (const role of whole_by) {
    const holders = await ask.directory.holders(ask.reader, role);
    const who = holders.map(({ name }) => name).sort();
    names.push(`${roleName(policy, role)}${who.length === 0 ? '' : ` (${who.join(', ')})`}`);
  }
  const completes =
    names.length === 0
      ? 'The plan names nobody who completes it.'
      : `Before it goes to the board, have it completed: ${names.join(' or ')} is shown how many were decided in all, without a report that concerns them.`;
  return {
    kind: 'note',
    tone: 'info',
    text: `It counts the reports that you have a part in, and leaves out what was typed about matters that concern somebody. Nobody is shown a report that concerns them, and this page says to nobody whether there is one: no copy is sure to be whole. ${completes}`,
  };
}

/** Only what is decided: whom a report concerns is found out before, and a number that sinks would tell them. */
export async function wholeCount(
  ask: Ask,
  between: Parameters<typeof countDecided>[1],
): Promise<readonly DocumentBlock[]> {
  const { whole_by } = ask.policy.pack.breaches.after.report;
  if (!whole_by.some((role) => ask.actor.roles.includes(role))) return [];
  const { breaches, none } = await countDecided(ask, between);
  return [
    {
      kind: 'table',
      caption: 'Decided in the whole district, without what concerns you',
      columns: ['What', 'How many'],
      rows: [
        ['Decided', String(breaches + none)],
        ['Found to be a breach', String(breaches)],
        ['Not a reportable breach', String(none)],
      ],
    },
  ];
}
