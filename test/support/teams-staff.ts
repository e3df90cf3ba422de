/** Staff of the sample district in Teams, and how they fill in a data request, field by field as labelled. */
import { TeamsPerson } from './teams-client.ts';
import type { TeamsPeer } from './teams-connector.ts';
import type { Dialog } from './teams-dialog.ts';

const emails = {
  principal: 'e.whitcombe@legacyprep.example',
  /** Both answer for the collection Enrollment. */
  steward: 'n.petrakis@legacyprep.example',
  otherSteward: 'e.vandersloot@legacyprep.example',
  coordinator: 'a.deshmukh@legacyprep.example',
  newcomer: 'm.duboiskane@legacyprep.example',
} as const;

export type Name = keyof typeof emails;

/** Not known to the program before their first word. */
export function inFrontOfTeams(peer: TeamsPeer, programUrl: string, name: Name): TeamsPerson {
  const email = emails[name];
  return new TeamsPerson(peer, `${programUrl}/api/messages`, peer.person(name, { email }));
}

export function fillInRequest(dialog: Dialog, title: string): void {
  dialog.choose('Who is asking for the data?', 'Me');
  dialog.fill('Title', title);
  dialog.fill('Question', 'How many in each grade?');
  dialog.fill('Purpose', 'Plan the classes of next year');
  dialog.fill('Who will receive the data?', 'The principal');
  dialog.choose('Data collections', 'Enrollment');
  dialog.choose('How detailed?', 'By grade');
  dialog.fill('Groups and years', 'Grades 1 to 5, 2023 to 2026');
  dialog.choose('Format', 'Spreadsheet');
  dialog.fill('Legitimate interest', 'I plan the classes of my school');
}
