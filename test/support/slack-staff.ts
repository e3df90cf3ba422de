/** Staff of the sample district in a Slack workspace, and how they fill in a data request, field by field as labelled. */
import { type Carrier, type Modal, SlackPerson } from './slack-client.ts';
import { type PeerUser, type SlackPeer, startSlackPeer } from './slack-peer.ts';

const emails = {
  principal: 'e.whitcombe@legacyprep.example',
  /** Both answer for the collection Enrollment. */
  steward: 'n.petrakis@legacyprep.example',
  otherSteward: 'e.vandersloot@legacyprep.example',
  coordinator: 'a.deshmukh@legacyprep.example',
} as const;

export type Name = keyof typeof emails;
export const staff = Object.keys(emails) as readonly Name[];

/** Who is told when the principal files for Enrollment, and how often each. */
export const toldOfFiling: Readonly<Record<string, number>> = {
  'request.received': 1,
  'request.asked': 2,
  'request.to-classify': 1,
};

export function startWorkspace(settings?: { readonly scopes?: readonly string[] }): Promise<SlackPeer> {
  const users = Object.entries(emails).map(([name, email]): PeerUser => ({ name, email }));
  return startSlackPeer(users, settings);
}

export function inFrontOf(peer: SlackPeer, name: Name, carry: Carrier): SlackPerson {
  return new SlackPerson(peer, carry, name);
}

/** An account is known from the first word it says; until then nobody can be written to. */
export async function everybodySaysHello(peer: SlackPeer, carry: Carrier): Promise<void> {
  for (const name of staff) await inFrontOf(peer, name, carry).commandForMessage('/safekeep');
}

export async function fillInRequest(modal: Modal, title: string): Promise<void> {
  await modal.fill('Title', title);
  await modal.fill('Question', 'How many in each grade?');
  await modal.fill('Purpose', 'Plan the classes of next year');
  await modal.fill('Who will receive the data?', 'The principal');
  await modal.choose('Data collections', 'Enrollment');
  await modal.choose('How detailed?', 'By grade');
  await modal.fill('Groups and years', 'Grades 1 to 5, 2023 to 2026');
  await modal.choose('Format', 'Spreadsheet');
  await modal.fill('Legitimate interest', 'I plan the classes of my school');
}
