/** The text for the public page, to read and to copy: a page, and once it is approved a file (L03). */
import type { Ask } from '../../../app/context.ts';
import type { DocumentHandler } from '../../../app/feature.ts';
import type { Payload } from '../../../chat/card.ts';
import { sayPublic } from '../cards/after-page.ts';
import type { IncidentFile } from '../store/incidents.ts';
import { type PublicText, publicTextsOf } from '../store/public-texts.ts';
import { namesOf, writers } from './after-blocks.ts';
import { found } from './found.ts';

export const publicPage: DocumentHandler = {
  id: 'breach.public',
  access: 'everyone',
  async load(ask, subject) {
    const at = await foundText(ask, subject);
    if (!at) return undefined;
    const { file, text, body } = at;
    const name = await namesOf(ask, writers(text));
    const address = `id=${file.incident.id}&text=${text.id}`;
    return {
      kind: 'page',
      title: 'Text for the public page',
      subtitle: sayPublic(file, text, name),
      blocks: [
        text.state === 'approved'
          ? { kind: 'note', tone: 'good', text: 'Approved: copy it as it stands.' }
          : { kind: 'note', tone: 'warning', text: 'Not approved: do not post it.' },
        { kind: 'quote', label: 'The text', text: body ?? '[blanked]' },
      ],
      ...(text.state === 'approved'
        ? { downloads: [{ label: 'As a file', path: `/documents/breach.public-file?${address}` }] }
        : {}),
    };
  },
};

export const publicFile: DocumentHandler = {
  id: 'breach.public-file',
  access: 'everyone',
  async load(ask, subject) {
    const at = await foundText(ask, subject);
    if (!at?.body || at.text.state !== 'approved') return undefined;
    return { kind: 'file', name: 'public-notice.txt', mediaType: 'text/plain', content: `${at.body}\n` };
  },
};

async function foundText(
  ask: Ask,
  { id, text: textId }: Payload,
): Promise<
  | { readonly file: IncidentFile; readonly text: PublicText; readonly body: string | null | undefined }
  | undefined
> {
  const file = await found(ask, id);
  const text = file && (await publicTextsOf(ask.reader, file.incident.id)).find((one) => one.id === textId);
  return file && text && { file, text, body: file.words[`public:${text.id}`]?.body };
}
