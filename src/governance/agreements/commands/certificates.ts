/** Pages of signed agreements: one certificate, all of them to print, and what an agreement calls attached. */
import type { Ask } from '../../../app/context.ts';
import type { Person } from '../../../app/person.ts';
import type { Payload } from '../../../chat/card.ts';
import type { Document } from '../../../chat/document.ts';
import { sayDay } from '../../../chat/say-when.ts';
import { type Certified, certificateBlocks } from '../cards/certificate.ts';
import { capital, plainName } from '../rules/say.ts';
import { oneLine } from '../rules/text.ts';
import { type Signature, signaturesOf } from '../store/signatures.ts';
import { agreementOf, type Found, keepsRecords, todayOf } from './agreement-of.ts';
import { signatureFor } from './receipt.ts';

export async function loadCertificate(ask: Ask, subject: Payload): Promise<Document | undefined> {
  const mine = subject.signature ? await signatureFor(ask, subject.signature) : undefined;
  if (!mine) return undefined;
  const [certified] = await certify(ask, mine.found, [mine.signature]);
  if (!certified) return undefined;
  return {
    kind: 'page',
    title: `${capital(plainName(mine.found.id, mine.found.agreement))}: certificate`,
    subtitle: `${certified.signer}, ${sayDay(mine.signature.signedOn)}`,
    blocks: certificateBlocks(certified),
  };
}

/** Every signature on file, newest first, to print or save as one. */
export async function loadAllCertificates(ask: Ask, subject: Payload): Promise<Document | undefined> {
  const found = agreementOf(ask, subject);
  if (!found || !keepsRecords(ask.actor, found.agreement)) return undefined;
  const signatures = await signaturesOf(ask.reader, ask.policy.calendar, found.id);
  const all = await certify(ask, found, signatures);
  return {
    kind: 'page',
    title: `${capital(plainName(found.id, found.agreement))}: every certificate`,
    subtitle: `${all.length} on file as of ${sayDay(todayOf(ask))}`,
    blocks: all.flatMap((certified) => [
      { kind: 'heading', text: `${certified.signer}, ${sayDay(certified.signature.signedOn)}` },
      ...certificateBlocks(certified),
      { kind: 'divider' },
    ]),
    downloads: [
      {
        label: 'Register as a spreadsheet (CSV)',
        path: `/documents/agreement.register-csv?agreement=${found.id}`,
      },
    ],
  };
}

async function certify(
  ask: Ask,
  { agreement }: Found,
  signatures: readonly Signature[],
): Promise<readonly Certified[]> {
  const ids = signatures.flatMap((one) => [
    one.personId,
    ...(one.paper?.recordedById ? [one.paper.recordedById] : []),
  ]);
  const people: ReadonlyMap<string, Person> = await ask.directory.people(ask.reader, ids);
  return signatures.map((signature) => ({
    signature,
    agreement,
    signer: people.get(signature.personId)?.name ?? 'Somebody no longer on the roster',
    position: people.get(signature.personId)?.jobTitle ?? '',
    recordedBy: signature.paper?.recordedById ? people.get(signature.paper.recordedById)?.name : undefined,
    zone: ask.policy.calendar.zone,
    now: ask.now,
  }));
}

/** For everybody: it is the plan's own text (R024–R039). */
export async function loadAttached(ask: Ask, subject: Payload): Promise<Document | undefined> {
  const found = agreementOf(ask, subject);
  const part = found?.agreement.attached.find((one) => one.id === subject.part);
  if (!found || !part) return undefined;
  return {
    kind: 'page',
    title: part.title,
    subtitle: `Attached to the ${plainName(found.id, found.agreement)} · ${part.src}`,
    blocks: [
      {
        kind: 'table',
        caption: part.title,
        columns: ['No', 'Text'],
        rows: part.items.map((item, index) => [String(index + 1), oneLine(item)]),
      },
    ],
  };
}
