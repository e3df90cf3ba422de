/** The facts about somebody as fields of a form, and what was typed read back: every fault under its own field. */
import type { Act, Ask } from '../../../app/context.ts';
import { looksLikeSsn } from '../../../app/tables/ssn.ts';
import { type Fields, fields, type RawValues } from '../../../chat/form.ts';
import { failed, ok, type Result } from '../../../kernel/result.ts';
import { kindNames } from '../cards/kinds.ts';
import { type PersonFacts, readGroups } from '../rules/facts.ts';
import { circleSaid } from '../rules/supervisor.ts';
import { buildingNames, chainUp, sameAs } from '../store/facts.ts';
import { localDay } from '../today.ts';

/** A list of choices holds no more on Slack; longer ones are typed. */
const mostChoices = 95;
const another = '+';

/** How far ahead somebody may be hired. */
const daysAhead = 366;

export async function factFields(ask: Ask): Promise<Fields> {
  const buildings = await buildingNames(ask.reader);
  return fields({
    name: { kind: 'text', label: 'Name', hint: 'First name first', max: 100, scan: false },
    email: {
      kind: 'text',
      label: 'E-mail address',
      hint: 'Of the district. Leave it empty while there is none yet: Human Resources get a list.',
      max: 200,
      format: 'email',
      scan: false,
      optional: true,
    },
    employee_id: {
      kind: 'text',
      label: 'Employee number',
      hint: 'The district’s own number, never a Social Security number.',
      max: 40,
      scan: false,
      optional: true,
    },
    job_title: { kind: 'text', label: 'Job title', max: 100 },
    kind: {
      kind: 'choice',
      label: 'Kind',
      options: Object.entries(kindNames).map(([value, label]) => ({ value, label })),
    },
    ...buildingFields(buildings),
    supervisor: {
      kind: 'person',
      label: 'Supervisor',
      hint: 'Whom they answer to. Without one, Human Resources hear when they are late.',
      optional: true,
    },
    hire_date: {
      kind: 'date',
      label: 'Hire date',
      hint: 'The first day of this employment: what they owe is counted from it.',
      from: '1950-01-01',
      until: localDay(ask).add({ days: daysAhead }).toString(),
    },
    data_access: {
      kind: 'tick',
      label: 'Data access',
      says: 'May see personal data of students',
      optional: true,
    },
    groups: {
      kind: 'text',
      label: 'Groups',
      hint: 'Separated by commas, for what is asked of a group: ten-month, coaches',
      max: 300,
      optional: true,
    },
  });
}

function buildingFields(buildings: readonly string[]): Fields {
  if (buildings.length === 0 || buildings.length > mostChoices)
    return fields({
      new_building: {
        kind: 'text',
        label: 'Building',
        hint: 'As the roster writes it; a new name makes a new building.',
        max: 100,
        optional: true,
      },
    });
  return fields({
    building: {
      kind: 'choice',
      label: 'Building',
      options: [
        ...buildings.map((name) => ({ value: name, label: name.slice(0, 75) })),
        { value: another, label: 'Another one …' },
      ],
      optional: true,
    },
    new_building: {
      kind: 'text',
      label: 'Name of the other building',
      max: 100,
      showIf: { field: 'building', is: [another] },
    },
  });
}

/** What a form begins with. */
export async function valuesOf(ask: Ask, facts: Partial<PersonFacts>): Promise<RawValues> {
  const listed = (await buildingNames(ask.reader)).length <= mostChoices;
  const { building } = facts;
  return {
    ...(facts.name ? { name: facts.name } : {}),
    ...(facts.email ? { email: facts.email } : {}),
    ...(facts.employeeId ? { employee_id: facts.employeeId } : {}),
    ...(facts.jobTitle ? { job_title: facts.jobTitle } : {}),
    kind: facts.personType ?? 'employee',
    ...(building ? (listed ? { building } : { new_building: building }) : {}),
    ...(facts.supervisorId ? { supervisor: facts.supervisorId } : {}),
    ...(facts.hireDate ? { hire_date: facts.hireDate } : {}),
    data_access: facts.dataAccess ?? false,
    ...(facts.groups && facts.groups.length > 0 ? { groups: facts.groups.join(', ') } : {}),
  };
}

export interface Typed {
  readonly name: string;
  readonly email?: string | undefined;
  readonly employee_id?: string | undefined;
  readonly job_title: string;
  readonly kind: string;
  readonly supervisor?: string | undefined;
  readonly hire_date: string;
  readonly data_access?: boolean | undefined;
  readonly groups?: string | undefined;
  readonly building?: string;
  readonly new_building?: string;
}

/** `self`: whose facts they are; nobody's yet when somebody is hired. Under `lockFacts`. */
export async function readFacts(
  act: Act,
  typed: Typed,
  self: { readonly id: string; readonly name: string; readonly supervisorId: string | undefined } | undefined,
): Promise<Result<PersonFacts, Record<string, string>>> {
  const facts: PersonFacts = {
    name: oneLine(typed.name),
    email: typed.email?.toLowerCase() ?? null,
    employeeId: typed.employee_id ?? null,
    jobTitle: oneLine(typed.job_title),
    personType: typed.kind,
    building:
      oneLine(
        (typed.building === another ? typed.new_building : (typed.building ?? typed.new_building)) ?? '',
      ) || null,
    supervisorId: typed.supervisor ?? null,
    hireDate: typed.hire_date,
    dataAccess: typed.data_access === true,
    groups: readGroups(typed.groups ?? ''),
  };
  const errors = {
    ...(await sameAddress(act, facts, self?.id)),
    ...(await sameNumber(act, facts, self?.id)),
    ...(await badSupervisor(act, facts, self)),
  };
  return Object.keys(errors).length > 0 ? failed(errors) : ok(facts);
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

async function sameAddress(act: Act, { email }: PersonFacts, selfId: string | undefined) {
  const same = email ? await sameAs(act.tx, { email }, selfId) : undefined;
  if (!same) return {};
  return {
    email:
      same.status === 'left'
        ? `This is the address of ${same.name}, who has left. If they are back, hire them again from their card; if somebody else has it now, take it off their card first.`
        : `${same.name} (${same.jobTitle}) has this address already. Please check it.`,
  };
}

async function sameNumber(act: Act, { employeeId }: PersonFacts, selfId: string | undefined) {
  if (!employeeId) return {};
  if (looksLikeSsn(employeeId))
    return {
      employee_id: 'This looks like a Social Security number, which does not belong here. Nothing was kept.',
    };
  const same = await sameAs(act.tx, { employeeId }, selfId);
  if (!same) return {};
  const left =
    same.status === 'left' ? ', who has left. If they are back, hire them again from their card' : '';
  return { employee_id: `This is the number of ${same.name} (${same.jobTitle})${left}.` };
}

async function badSupervisor(
  act: Act,
  { supervisorId, name }: PersonFacts,
  self: { readonly id: string; readonly supervisorId: string | undefined } | undefined,
): Promise<Record<string, string>> {
  if (!supervisorId || supervisorId === self?.supervisorId) return {};
  const supervisor = await act.directory.person(act.tx, supervisorId);
  if (!supervisor || supervisor.status === 'left')
    return { supervisor: 'Please choose somebody who works here now.' };
  const circle = self && circleSaid({ id: self.id, name }, await chainUp(act.tx, supervisorId));
  return circle ? { supervisor: circle } : {};
}
