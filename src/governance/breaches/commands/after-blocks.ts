/** What the page of an incident says of vendors and of the time afterwards, read for whoever works on it. */
import type { Ask } from '../../../app/context.ts';
import type { DocumentBlock } from '../../../chat/document.ts';
import { vendorBlocks } from '../cards/vendors.ts';
import type { IncidentFile } from '../store/incidents.ts';
import { vendorsOf } from '../store/vendors.ts';

export async function afterBlocks(ask: Ask, file: IncidentFile): Promise<readonly DocumentBlock[]> {
  const { incident } = file;
  const vendors = await vendorsOf(ask.reader, incident.id);
  return [
    ...vendorBlocks(file, vendors, ask.now),
    {
      kind: 'list',
      items: [
        {
          title: vendors.length === 0 ? 'It happened at a vendor’s' : 'Another vendor had a part in it',
          action: {
            kind: 'open-form',
            form: 'breach.vendor',
            label: 'A vendor is involved',
            subject: { id: incident.id },
          },
        },
      ],
    },
  ];
}
