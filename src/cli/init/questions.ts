/** What `safekeep init` has to know: from its options, else asked for at a terminal, each answer until it can be read. */
import { z } from 'zod';
import { OperatorError } from '../../kernel/operator-error.ts';
import type { Shell } from '../shell.ts';
import type { Founder } from '../store.ts';

export interface Typed {
  readonly district?: string;
  readonly districtShort?: string;
  readonly zone?: string;
  readonly adopted?: string;
  readonly pack?: string;
  readonly sdm?: string;
  readonly coordinator?: string;
  readonly hr?: string;
}

export interface NamedPerson {
  readonly name: string;
  readonly email: string;
}

const people = {
  sdm: 'Student Data Manager (authorises what leaves the district)',
  coordinator: 'Coordinator of Data and Statistics (sets risk levels)',
  hr: 'Human Resources (keeps the roster and gives all further roles)',
} as const;
type Part = keyof typeof people;

export function readPerson(option: string, text: string): NamedPerson {
  const [, name = '', email = ''] = /^\s*([^<>]{1,100}?)\s*<([^<>\s]+)>\s*$/.exec(text) ?? [];
  if (name === '' || !z.email().safeParse(email).success)
    throw new OperatorError(`${option} looks like this: ${option} "Maria Lopez <maria@district.org>"`);
  return { name, email: email.toLowerCase() };
}

/** Throws OperatorError where something is missing and nobody can be asked. */
export async function completed(shell: Shell, typed: Typed): Promise<Typed & Record<Part, string>> {
  const missing = (Object.keys(people) as Part[]).filter((part) => typed[part] === undefined);
  const { ask } = shell;
  if (missing.length === 0) return typed as Typed & Record<Part, string>;
  if (!ask)
    throw new OperatorError(
      'Name the first people: init --sdm "Name <mail>" --coordinator "Name <mail>" --hr "Name <mail>" (one person may be named twice), or: init --sample',
    );
  const district = typed.district ?? (await ask('The district’s name (empty: as the pack has it): '));
  const zone =
    typed.zone ?? (await ask('Its time zone, such as America/Denver (empty: as the pack has it): '));
  const adopted =
    typed.adopted ??
    (await ask('The day its board adopted the plan, such as 2026-08-03 (empty: as the pack has it): '));
  const named: Partial<Record<Part, string>> = {};
  for (const part of missing) named[part] = await askPerson(shell, ask, part);
  return {
    ...typed,
    ...(district.trim() ? { district: district.trim() } : {}),
    ...(zone.trim() ? { zone: zone.trim() } : {}),
    ...(adopted.trim() ? { adopted: adopted.trim() } : {}),
    ...named,
  } as Typed & Record<Part, string>;
}

async function askPerson(shell: Shell, ask: NonNullable<Shell['ask']>, part: Part): Promise<string> {
  for (;;) {
    const answer = await ask(`${people[part]}, as Name <mail>: `);
    try {
      readPerson(`--${part}`, answer);
      return answer;
    } catch (error) {
      if (!(error instanceof OperatorError)) throw error;
      shell.err('Please write it like this: Maria Lopez <maria@district.org>');
    }
  }
}

/** Somebody named twice is one person with both roles. */
export function merge(founders: readonly Founder[]): readonly Founder[] {
  const byEmail = new Map<string, Founder>();
  for (const founder of founders) {
    const known = byEmail.get(founder.email);
    if (known && known.name !== founder.name)
      throw new OperatorError(
        `${founder.email} is given to ${known.name} and to ${founder.name}. One address is one person’s.`,
      );
    byEmail.set(
      founder.email,
      known ? { ...known, roles: [...new Set([...known.roles, ...founder.roles])] } : founder,
    );
  }
  return [...byEmail.values()];
}
