/** The year's report on what security needs, filled in beforehand: a page and a table for whoever the plan names (R017). */
import type { Ask } from '../../../app/context.ts';
import type { DocumentHandler, Word } from '../../../app/feature.ts';
import type { Payload } from '../../../chat/card.ts';
import { csvFile } from '../../../chat/csv.ts';
import type { DocumentBlock } from '../../../chat/document.ts';
import { sayDay } from '../../../chat/say-when.ts';
import { Temporal, toDate } from '../../../kernel/clock.ts';
import type { Pack } from '../../../policy/schema.ts';
import { countYear, type Matter, statedLast } from '../rules/security-year.ts';
import { vendorLimits, vendorTime } from '../rules/vendor.ts';
import { registersOf } from '../store/affected.ts';
import { improvementsOf } from '../store/improvements.ts';
import { type IncidentFile, openIncidents } from '../store/incidents.ts';
import { reviewsOf } from '../store/reviews.ts';
import { vendorsOfIncidents } from '../store/vendors.ts';
import { namesOf } from './after-blocks.ts';
import { wholeCount, wholenessNote } from './year-whole.ts';

const most = 1000;
const yearsOffered = 5;
const readers = { byPlan: (pack: Pack) => pack.breaches.after.report.read_by };

type Line = readonly [part: string, what: string, value: string];

interface Year {
  readonly from: Temporal.PlainDate;
  readonly until: Temporal.PlainDate;
  readonly lines: readonly Line[];
  readonly open: readonly (readonly [what: string, who: string, due: string])[];
  readonly helped: readonly string[];
  readonly whole: readonly DocumentBlock[];
}

export const securityYear: DocumentHandler = {
  id: 'breach.security-year',
  access: readers,
  async load(ask, subject) {
    const year = await loadYear(ask, subject);
    const { src } = ask.policy.pack.breaches.after.report;
    return {
      kind: 'page',
      title: 'Data security: the year for the board',
      subtitle: `${sayDay(year.from.toString())} to ${sayDay(year.until.toString())} · ${src}`,
      blocks: [filters(ask, year), await wholenessNote(ask), ...year.whole, ...tables(year)],
      downloads: [
        { label: 'As a table (CSV)', path: `/documents/breach.security-year-csv?from=${year.from.year}` },
      ],
    };
  },
};

export const securityYearCsv: DocumentHandler = {
  id: 'breach.security-year-csv',
  access: readers,
  async load(ask, subject) {
    const { from, lines, open, helped } = await loadYear(ask, subject);
    return csvFile(
      `security-${from.toString()}.csv`,
      ['part', 'what', 'value', 'due'],
      [
        ...lines.map((line) => [...line, '']),
        ...open.map(([what, who, due]) => ['Still to be done', what, who, due]),
        ...helped.map((what) => ['What went well', what, '', '']),
      ],
    );
  },
};

export const securityWord: Word = {
  command: 'breach',
  word: 'year',
  summary: 'The year’s report on what security needs, filled in as far as it goes',
  access: readers,
  run: async () => ({
    kind: 'card',
    card: {
      audience: 'person',
      title: 'Data security: the year for the board',
      blocks: [{ kind: 'text', text: 'It is on a page; nothing about incidents is written here.' }],
      actions: [{ kind: 'link', label: 'Open it', path: '/documents/breach.security-year' }],
    },
  }),
};

/** Through the viewer's own sight: what is kept from them is in no count (R075). */
async function loadYear(ask: Ask, { from: asked }: Payload): Promise<Year> {
  const { calendar, pack } = ask.policy;
  const current = firstYear(ask);
  const wanted = Number(asked);
  const year = wanted <= current && wanted > current - yearsOffered ? wanted : current;
  const from = Temporal.PlainDate.from(`${year}-${pack.calendar.school_year_from}`);
  const until = from.add({ years: 1 }).subtract({ days: 1 });
  const between = { gte: toDate(calendar.at(from, '00:00')), lte: toDate(calendar.endOfDay(until)) };
  const files = await openIncidents(ask, { reportedAt: between }, most);
  const matters = await mattersOf(ask, files);
  // What is open is open, whichever year it comes from.
  const still = await openIncidents(ask, { improvements: { some: { state: 'open' } } }, most);
  return {
    ...{ from, until, lines: linesOf(ask, matters), open: await openOf(ask, still) },
    whole: await wholeCount(ask, between),
    helped: files.flatMap(({ incident, words }) =>
      incident.confidential ? [] : (words['review-helped']?.body ?? []),
    ),
  };
}

function firstYear({ now, policy: { calendar, pack } }: Ask): number {
  const today = calendar.localDay(now);
  return today.toString().slice(5) >= pack.calendar.school_year_from ? today.year : today.year - 1;
}

async function mattersOf(ask: Ask, files: readonly IncidentFile[]): Promise<readonly Matter[]> {
  const ids = files.map(({ incident }) => incident.id);
  const reviews = await reviewsOf(ask.reader, ids);
  const vendors = await vendorsOfIncidents(ask.reader, ids);
  const improvements = await improvementsOf(ask.reader, ids);
  const registers = await registersOf(ask.reader, ids);
  return files.map(({ incident, policy }) => ({
    incident,
    people: statedLast(incident, registers.get(incident.id)),
    causes: reviews.get(incident.id)?.causes ?? [],
    vendors: (vendors.get(incident.id) ?? []).map(
      (vendor) => vendorTime(policy.calendar, vendor, vendorLimits(policy, vendor), ask.now).kind,
    ),
    improvements: improvements.get(incident.id) ?? [],
  }));
}

function linesOf({ policy: { pack } }: Ask, matters: readonly Matter[]): readonly Line[] {
  const counted = countYear(matters);
  const { report, response, after } = pack.breaches;
  const named = (
    part: string,
    plan: readonly { id: string; name: string }[],
    of: ReadonlyMap<string, number>,
  ) => plan.map(({ id, name }): Line => [part, name, String(of.get(id) ?? 0)]);
  return [
    ['In all', 'Reports', String(counted.reports)],
    ['In all', 'Found to be a breach', String(counted.breaches)],
    ['In all', 'Not a reportable breach', String(counted.none)],
    ['In all', 'Not decided yet', String(counted.undecided)],
    ['In all', 'People affected by breaches, at least', String(counted.people)],
    ...named('By severity', response.severities, counted.severities),
    ...named('By kind of data', report.kinds, counted.kinds),
    ...named('By cause', after.review.causes, counted.causes),
    ['Vendors', 'Vendors involved', String(counted.vendors.all)],
    ['Vendors', 'Told us in time', String(counted.vendors.kept)],
    ['Vendors', 'Told us late, or not', String(counted.vendors.late)],
    ['What is done about it', 'Done', String(counted.actions.done)],
    ['What is done about it', 'Still to be done', String(counted.actions.open)],
  ];
}

async function openOf(ask: Ask, files: readonly IncidentFile[]): Promise<Year['open']> {
  const all = await improvementsOf(
    ask.reader,
    files.map(({ incident }) => incident.id),
  );
  const open = [...all.values()].flat().filter(({ state }) => state === 'open');
  const name = await namesOf(
    ask,
    open.map(({ ownerId }) => ownerId),
  );
  return files.flatMap(({ incident, words, policy: { calendar } }) =>
    incident.confidential
      ? []
      : open
          .filter(({ incidentId }) => incidentId === incident.id)
          .map(
            ({ id, ownerId, dueAt }) =>
              [
                words[`action:${id}`]?.body ?? '[blanked]',
                ownerId === undefined ? 'The desk' : name(ownerId),
                calendar.localDay(dueAt).toString(),
              ] as const,
          ),
  );
}

function tables({ lines, open, helped }: Year): readonly DocumentBlock[] {
  const parts = [...new Set(lines.map(([part]) => part))];
  return [
    ...parts.map(
      (part): DocumentBlock => ({
        kind: 'table',
        caption: part,
        columns: ['What', 'How many'],
        rows: lines.filter(([of]) => of === part).map(([, what, value]) => [what, value]),
      }),
    ),
    { kind: 'heading', text: 'Still to be done' },
    open.length === 0
      ? { kind: 'text', text: 'Nothing is open.' }
      : {
          kind: 'table',
          caption: 'So that it does not happen again',
          columns: ['What', 'Who', 'Until'],
          rows: open.map(([what, who, due]) => [what, who, sayDay(due)]),
        },
    { kind: 'heading', text: 'What went well' },
    ...(helped.length === 0
      ? [{ kind: 'text', text: 'No post-mortem says so yet.' } as const]
      : helped.map((text) => ({ kind: 'quote', label: 'From a post-mortem', text }) as const)),
  ];
}

function filters(ask: Ask, { from }: Year): DocumentBlock {
  const current = firstYear(ask);
  const years = Array.from({ length: yearsOffered }, (_, back) => current - back);
  return {
    kind: 'filters',
    label: 'Another year',
    path: '/documents/breach.security-year',
    fields: [
      {
        ...{ name: 'from', label: 'Year from', kind: 'choice', value: String(from.year) },
        options: years.map((year) => ({ value: String(year), label: `${year}–${year + 1}` })),
      },
    ],
  };
}
