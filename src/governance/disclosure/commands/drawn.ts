/** Gathers what is needed to draw lines of FERPA's record, in a fixed number of statements. */
import type { Ask } from '../../../app/context.ts';
import { readTexts } from '../../../store/texts.ts';
import type { Drawn } from '../cards/line.ts';
import type { Disclosure } from '../store/disclosures.ts';
import { namesFor } from '../store/parties.ts';
import { termsOfDisclosures } from '../store/terms.ts';

export async function drawnLines(ask: Ask, lines: readonly Disclosure[]): Promise<readonly Drawn[]> {
  const terms = await termsOfDisclosures(
    ask.reader,
    lines.map(({ id }) => id),
  );
  const names = await namesFor(ask, {
    people: [
      ...lines.flatMap((one) => [one.askedById, one.approvedById, one.recordedById, one.postedById]),
      ...lines.flatMap(({ recipientIds }) => recipientIds),
      ...terms.flatMap((one) => [one.personId, one.recordedById]),
    ],
    outsiders: lines.map(({ outsiderId }) => outsiderId),
  });
  const words = new Map<string, Awaited<ReturnType<typeof readTexts>>>();
  for (const kind of new Set(lines.map(({ about }) => about.kind))) {
    const ids = lines.flatMap(({ about }) => (about.kind === kind ? [about.id] : []));
    words.set(kind, await readTexts(ask.reader, kind, [...new Set(ids)]));
  }
  return lines.map((line) => ({
    ...{ line, names, calendar: ask.policy.calendar },
    words: words.get(line.about.kind)?.get(line.about.id) ?? {},
    terms: terms.filter(({ disclosureId }) => disclosureId === line.id),
  }));
}
