/** An exercise in the town of breaches: who leads it, who plays, and short ways to do what they do. */
import type { Person } from '../../../src/app/person.ts';
import type { Card } from '../../../src/chat/card.ts';
import type { Document } from '../../../src/chat/document.ts';
import type { RawValues } from '../../../src/chat/form.ts';
import type { Reply } from '../../../src/chat/interaction.ts';
import { saying } from '../../support/front-door.ts';
import { actionsOf } from '../../support/surfaces/rules.ts';
import { givenTown, type Town } from '../breaches/world.ts';

/** A Friday in Utah, 10:25 in the morning. The Student Data Manager leads. */
export { givenTown, type Town };

export async function begins(
  town: Town,
  scenario: string,
  players: Readonly<Record<string, readonly Person[]>>,
  more: RawValues = {},
): Promise<string> {
  const { manager } = town.people;
  const open = await town.door.opens(manager.id, 'drill.plan', { scenario });
  const chosen = Object.fromEntries(
    Object.entries(players).map(([part, people]) => [`part_${part}`, people.map(({ id }) => id)]),
  );
  const reply = await town.door.sends(manager.id, open, { pace: 'five_minutes', ...chosen, ...more });
  if (reply.kind !== 'done' || reply.tone !== 'good') throw new Error(`it did not begin: ${saying(reply)}`);
  return reply.card?.about?.id ?? '';
}

export async function looks(town: Town, who: Person, id: string): Promise<Card> {
  const reply = await town.door.does(who.id, { kind: 'look', about: { kind: 'drill', id } });
  if (reply.kind !== 'card') throw new Error(saying(reply));
  return reply.card;
}

export async function reads(
  town: Town,
  who: Person,
  document: string,
  id: string,
): Promise<Document | undefined> {
  const reply = await town.door.does(who.id, { kind: 'document', document, subject: { id } });
  return reply.kind === 'document' ? reply.document : undefined;
}

/** Presses the button that ends in these words, or opens its form and sends it. */
export async function does(
  town: Town,
  who: Person,
  id: string,
  label: string,
  values: RawValues = {},
): Promise<Reply> {
  const card = await looks(town, who, id);
  const action = actionsOf(card).find((one) => one.label.endsWith(label));
  if (!action || action.kind === 'link')
    throw new Error(`${who.name} finds no “${label}” among ${actionsOf(card).map((one) => one.label)}`);
  if (action.kind === 'run') return town.door.presses(who.id, action.id, action.payload);
  const open = await town.door.opens(who.id, action.form, action.subject);
  return town.door.sends(who.id, open, { ...open.form.values, ...values });
}

export async function answers(
  town: Town,
  who: Person,
  id: string,
  question: string,
  values: RawValues,
): Promise<Reply> {
  const open = await town.door.opens(who.id, 'drill.answer', { id, question });
  return town.door.sends(who.id, open, { ...open.form.values, ...values });
}
