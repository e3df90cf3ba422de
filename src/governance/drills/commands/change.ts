/** One change to an exercise: by whoever may, on the exercise as they saw it, with its event and its audit entry. */
import type { Act } from '../../../app/context.ts';
import type { Outcome } from '../../../app/feature.ts';
import type { Facts } from '../../../store/tx.ts';
import { drillCard } from '../cards/drill-card.ts';
import { clockOf, drillKind, leads, partsPlayed } from '../rules/drill.ts';
import { type DrillFile, openDrill } from '../store/drills.ts';
import { type DrillData, writeDrill, writeEvent } from '../store/write.ts';

export interface Change {
  readonly by: 'leads' | 'plays';
  /** The version on a button; forms carry none. */
  readonly version?: string;
  /** Also once it has ended. */
  readonly afterwards?: true;
  /** Why it cannot be done as it stands. */
  readonly refuse?: (file: DrillFile) => string | undefined;
  /** Nothing where what `also` does writes its own. */
  readonly what?: string;
  readonly facts?: Facts;
  readonly words?: Readonly<Record<string, string>>;
  /** Columns of its own row, which count as a move: buttons that were drawn before are told so. */
  readonly data?: (file: DrillFile) => DrillData;
  /** Other tables that change with it, and who is told. */
  readonly also?: (file: DrillFile) => Promise<void>;
  readonly say: (file: DrillFile) => string;
}

export const notThere = 'There is no such exercise, or you have no part in it.';

export async function change(act: Act, id: string | undefined, wanted: Change): Promise<Outcome> {
  const file = id === undefined ? undefined : await openDrill(act, { id }, true);
  if (!file) return { kind: 'refused', text: notThere };
  const { drill } = file;
  const refusal = refusalOf(act, file, wanted);
  if (refusal !== undefined) return { kind: 'refused', text: refusal, card: drillCard(act, file) };
  const { what, facts, words } = wanted;
  if (wanted.data) await writeDrill(act.tx, drill, wanted.data(file));
  if (what !== undefined)
    await writeEvent(act.tx, drill.id, {
      ...{ what, byId: act.actor.id, clockAt: clockOf(drill, act.now) },
      ...(facts ? { facts } : {}),
      ...(words ? { words } : {}),
    });
  await wanted.also?.((await openDrill(act, { id: drill.id })) ?? file);
  const about = { kind: drillKind, id: drill.id };
  act.tx.moved(about);
  const now = (await openDrill(act, { id: drill.id })) ?? file;
  return { kind: 'done', text: wanted.say(now), card: drillCard(act, now), about };
}

function refusalOf(act: Act, { drill, ...file }: DrillFile, wanted: Change): string | undefined {
  const may =
    wanted.by === 'leads'
      ? leads(drill, act.policy.pack, act.actor)
      : partsPlayed(drill, act.actor.id).length > 0;
  if (!may)
    return wanted.by === 'leads'
      ? 'This is for whoever leads the exercise.'
      : 'This is for those who play in the exercise.';
  if (drill.state === 'ended' && !wanted.afterwards) return 'The exercise has ended; nothing was changed.';
  if (wanted.version !== undefined && wanted.version !== String(drill.version))
    return 'It has moved on since that was drawn; here is how it stands now.';
  return wanted.refuse?.({ drill, ...file });
}
