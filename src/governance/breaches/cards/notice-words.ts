/** What addressees, ways and help are called on screen. */
import type { Addressee } from '../../../policy/schema-breach-notices.ts';
import type { Channel } from '../rules/affected.ts';

export const addresseeNames: Readonly<Record<Addressee, string>> = {
  student: 'the student',
  parent: 'a parent or guardian',
  staff: 'the member of staff',
  other: 'the person',
};

export const channelNames: Readonly<Record<Channel, string>> = {
  letter: 'Letter',
  e_mail: 'E-mail',
  phone: 'Telephone',
  in_person: 'In person',
};

export const supportLabels = {
  hotline: 'Hotline',
  walk_in: 'Walk-in hours',
  monitoring: 'Monitoring offered',
  undeliverable: 'Where no letter arrives',
} as const;
