/** The clocks of one incident, as a list on a card and as a table on its page. */
import type { Action, Block, ListItem, Tone } from '../../../chat/card.ts';
import type { DocumentBlock } from '../../../chat/document.ts';
import { sayMoment } from '../../../chat/say-when.ts';
import type { Temporal } from '../../../kernel/clock.ts';
import type { ClockTarget } from '../../../policy/schema-breach-clocks.ts';
import type { StoredText } from '../../../store/texts.ts';
import { counts } from '../rules/clocks.ts';
import type { Incident } from '../rules/incident.ts';
import { isAfter } from '../rules/moments.ts';
import type { Clock } from '../store/clocks.ts';
import type { IncidentFile } from '../store/incidents.ts';
import { lateness, sayLaw, sayLength, sayStanding } from './say-clock.ts';

/** Who sees to a clock: of those who work on the incident. */
export interface Owner {
  readonly personIds: readonly string[];
  /** As it stands on cards. */
  readonly name: string;
}

export type Owners = Readonly<Record<ClockTarget, Owner>>;

export interface ClockSheet {
  readonly clocks: readonly Clock[];
  readonly owners: Owners;
  readonly holds: readonly HoldLine[];
  /** Of everybody named on it. */
  readonly names: ReadonlyMap<string, string>;
}

export interface HoldLine {
  readonly id: string;
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant | undefined;
  readonly byId: string;
}

/** Whoever has to be told and was not, the nearest first. */
export function openClocks(incident: Incident, clocks: readonly Clock[]): readonly Clock[] {
  const at = ({ dueAt }: Clock) => dueAt?.epochMilliseconds ?? Number.POSITIVE_INFINITY;
  return clocks
    .filter(({ met, owed, law }) => !met && owed !== 'no' && counts(law.clock, standing(incident)))
    .sort((a, b) => at(a) - at(b));
}

/** What stays owed and untold though the incident is closed. */
export function untoldAtEnd({ state, decided }: Incident, clocks: readonly Clock[]): readonly Clock[] {
  if (state !== 'closed') return [];
  return clocks.filter(
    ({ met, owed, law }) =>
      !met && owed === 'yes' && (law.clock.before_decision || decided?.ruling === 'breach'),
  );
}

function standing({ state, decided }: Incident) {
  return { state, noBreach: decided?.ruling === 'not_a_breach' };
}

/** For a card: what is open, what is done, and what does not apply. */
export function clockBlocks(file: IncidentFile, sheet: ClockSheet, now: Temporal.Instant): readonly Block[] {
  const { clocks } = sheet;
  if (clocks.length === 0) return [];
  const open = openClocks(file.incident, clocks);
  const met = clocks.filter((one) => one.met);
  const untold = untoldAtEnd(file.incident, clocks);
  const not = clocks.filter((one) => !one.met && !open.includes(one) && !untold.includes(one));
  // What nobody knows to be owed, and has no day either, would only push down what presses.
  const pressing = open.filter(({ owed, dueAt }) => owed === 'yes' || dueAt);
  const perhaps = open.filter((one) => !pressing.includes(one));
  const listed = [...pressing, ...untold, ...met];
  return [
    { kind: 'heading', text: 'Who has to be told, and by when' },
    ...lawBlocks(listed, sheet),
    ...(untold.length === 0
      ? []
      : [
          {
            kind: 'note',
            tone: 'warning',
            text: 'It is closed, and nobody recorded that these were told. Record it here once they are.',
          } as const,
        ]),
    ...(listed.length === 0
      ? []
      : [
          {
            kind: 'list',
            items: clockItems(file, sheet, listed, now),
          } as const,
        ]),
    ...(perhaps.length === 0
      ? []
      : [
          {
            kind: 'text',
            text: `Perhaps too, once more is known: ${perhaps.map(({ law }) => law.clock.name).join(', ')}.`,
          } as const,
        ]),
    ...(not.length === 0
      ? []
      : [
          {
            kind: 'text',
            text: `Not owed, by what is known so far: ${not.map(({ law }) => law.clock.name).join(', ')}.`,
          } as const,
        ]),
  ];
}

function clockItem(
  { incident, policy }: Pick<IncidentFile, 'incident' | 'policy'>,
  owners: Owners | undefined,
  clock: Clock,
  now: Temporal.Instant,
): ListItem {
  const { law, met } = clock;
  return {
    title: law.clock.name,
    detail: `${sayStanding(policy, incident, clock, now)}${owners ? ` ${owners[law.clock.to].name}.` : ''}`,
    tone: toneOf(clock, now),
    // Before anybody has looked into it, nobody can have been told.
    ...(isFresh(incident) ? {} : { action: metForm(clock, met ? 'Correct it' : 'They were told') }),
  };
}

function isFresh({ state, acknowledged }: Incident): boolean {
  return state === 'concern' && !acknowledged;
}

/** The law with its version, once for all of its clocks, and whoever sees to them where it is the same for all. */
export function lawBlocks(
  clocks: readonly Clock[],
  { owners }: Pick<ClockSheet, 'owners'>,
): readonly Block[] {
  const laws = [...new Set(clocks.map(({ law }) => `${law.lawName}, version ${law.version}`))];
  if (laws.length === 0) return [];
  const who = soleOwner(clocks, owners);
  return [{ kind: 'text', text: `By ${laws.join('; ')}.${who === undefined ? '' : ` Seen to by ${who}.`}` }];
}

/** A line each, below what `lawBlocks` says of all. */
export function clockItems(
  file: Pick<IncidentFile, 'incident' | 'policy'>,
  { owners }: Pick<ClockSheet, 'owners'>,
  clocks: readonly Clock[],
  now: Temporal.Instant,
): readonly ListItem[] {
  const sole = soleOwner(clocks, owners) !== undefined;
  return clocks.map((one) => clockItem(file, sole ? undefined : owners, one, now));
}

function soleOwner(clocks: readonly Clock[], owners: Owners): string | undefined {
  const names = new Set(clocks.map(({ law }) => owners[law.clock.to].name));
  return names.size === 1 ? [...names][0] : undefined;
}

/** For a card, beside what else can be done. */
export function clockActions({ incident }: IncidentFile, { clocks, holds }: ClockSheet): readonly Action[] {
  if (clocks.length === 0 || incident.state === 'closed') return [];
  const lasts = holds.some(({ endsAt }) => endsAt === undefined);
  const subject = { id: incident.id };
  return [
    lasts
      ? { kind: 'open-form', form: 'breach.hold-end', label: 'The hold ends', subject }
      : { kind: 'open-form', form: 'breach.hold', label: 'Law enforcement asks to wait', subject },
  ];
}

function metForm({ id, incidentId }: Clock, label: string): Action {
  return { kind: 'open-form', form: 'breach.clock-met', label, subject: { id: incidentId, clock: id } };
}

export function toneOf({ met, dueAt, owed }: Clock, now: Temporal.Instant): Tone {
  if (met) return dueAt && isAfter(met.at, dueAt) ? 'warning' : 'good';
  if (!dueAt || owed === 'no') return 'neutral';
  if (isAfter(now, dueAt)) return 'danger';
  return now.until(dueAt).total('hours') <= 24 ? 'warning' : 'info';
}

/** For its page: each with its law and its evidence, and the holds. */
export function clockPage(
  { incident, policy, words }: IncidentFile,
  sheet: ClockSheet,
  now: Temporal.Instant,
): readonly DocumentBlock[] {
  const { owners, holds, names } = sheet;
  if (sheet.clocks.length === 0) return [];
  const clocks = sheet.clocks.filter(({ owed, met }) => met || owed !== 'no');
  const not = sheet.clocks.filter((one) => !clocks.includes(one));
  const { zone } = policy.calendar;
  const name = (id: string) => names.get(id) ?? 'somebody no longer on the roster';
  return [
    { kind: 'heading', text: 'Who has to be told, and by when' },
    ...lawBlocks(clocks, sheet),
    {
      kind: 'table',
      caption: 'Counted from the discovery',
      columns: ['Who is told', 'How it stands', 'Who sees to it', 'By which law', 'How it was met'],
      rows: clocks.map((clock) => [
        clock.law.clock.name,
        sayStanding(policy, incident, clock, now),
        owners[clock.law.clock.to].name,
        clock.law.clock.src,
        sayMet(clock, words, zone, name),
      ]),
      lines: clocks.map((clock) => ({ tone: toneOf(clock, now) })),
    },
    ...(not.length === 0
      ? []
      : [
          {
            kind: 'text',
            text: `Not owed, by what is known so far: ${not.map((one) => `${one.law.clock.name} (${sayLaw(one)})`).join('; ')}.`,
          } as const,
        ]),
    ...(holds.length === 0
      ? []
      : [
          {
            kind: 'table',
            caption: 'Law enforcement asked to wait',
            columns: ['From', 'Until', 'Who asked, and by what', 'Recorded by'],
            rows: holds.map(({ id, startsAt, endsAt, byId }) => [
              sayMoment(startsAt, zone),
              endsAt ? sayMoment(endsAt, zone) : `It lasts: ${sayLength(startsAt.until(now))} so far`,
              words[`hold:${id}`]?.body ?? '[blanked]',
              name(byId),
            ]),
          } as const,
        ]),
  ];
}

function sayMet(
  { id, met, dueAt }: Clock,
  words: Readonly<Record<string, StoredText>>,
  zone: string,
  name: (id: string) => string,
): string {
  if (!met) return '';
  const evidence = words[`met:${id}`]?.body ?? '[blanked]';
  return `${evidence} (recorded by ${name(met.byId)} on ${sayMoment(met.recordedAt, zone)}${lateness({ met, dueAt })})`;
}
