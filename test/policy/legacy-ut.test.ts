import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Policy } from '../../src/policy/policy.ts';
import type { Agreement } from '../../src/policy/schema.ts';
import type { Step } from '../../src/policy/schema-requests.ts';
import { legacyPolicy } from '../support/policy.ts';

let policy: Policy;
let nda: Agreement;

beforeAll(async () => {
  policy = await legacyPolicy();
  const found = policy.pack.agreements.nda;
  if (!found) throw new Error('the pack has no nda');
  nda = found;
});

/** The plan as published; only white space is evened out. */
function published(name: string): string {
  const text = readFileSync(new URL(`fixtures/${name}.txt`, import.meta.url), 'utf8');
  return text.replace(/\s+/g, ' ');
}

function steps(level: string): readonly Step[] {
  return policy.pack.data_requests.levels[level]?.steps ?? [];
}

describe('the privacy agreement', () => {
  it('R048: has 24 lines in 7 groups of 3, 2, 5, 4, 7, 2 and 1', () => {
    expect(nda.groups.map((group) => group.lines.length)).toEqual([3, 2, 5, 4, 7, 2, 1]);
    expect(nda.groups.flatMap((group) => group.lines.map((line) => line.id)).join(' ')).toBe(
      'G1 G2 G3 T1 T2 U1 U2 U3 U4 U5 H1 H2 H3 H4 S1 S2 S3 S4 S5 S6 S7 C1 C2 E1',
    );
  });

  it('R042: exactly one group is a choice between its lines, the trainings', () => {
    expect(nda.groups.filter((group) => group.alternatives).map((group) => group.id)).toEqual(['trainings']);
  });

  it('R041–R047: every line is the plan’s own, word for word and in its order; one pronoun is put right (X10)', () => {
    const lines = published('003-appendix-a')
      .split(/_{5,}/)
      .slice(1)
      .map((line) => line.trim());
    const ours = nda.groups.flatMap((group) => group.lines.map((line) => line.text));
    expect(ours).toHaveLength(lines.length);
    for (const [index, text] of ours.entries()) {
      // What follows the last line of a group is the next group's title.
      const line = lines[index]?.replace('of your attempts', 'of my attempts') ?? '';
      expect(line.slice(0, text.length)).toBe(text);
      expect(line.slice(text.length)).not.toMatch(/[.;]/);
    }
  });

  it('the titles of its groups are the plan’s, with the district’s name filled in', () => {
    const text = published('003-appendix-a').replace('{INSERT LEA NAME HERE}', policy.pack.pack.district);
    for (const group of nda.groups.slice(1)) expect(text).toContain(group.title);
  });

  it('R024–R039: the sixteen assurances are attached, word for word; one reference is put right (X2)', () => {
    const text = published('003-assurances').replace('item ten', 'item fourteen');
    const items = nda.attached.flatMap((part) => part.items);
    expect(items).toHaveLength(16);
    for (const item of items) expect(text).toContain(item);
  });

  it('R021: every kind of person the plan binds has one wording, and each names who approved it', () => {
    const types = Object.values(nda.variants).flatMap((variant) => variant.person_types);
    expect([...types].sort()).toEqual(['board', 'contractor', 'employee', 'temp', 'volunteer']);
    for (const variant of Object.values(nda.variants)) expect(variant.approved_by).not.toBe('');
  });

  it('R042: initialling T2 owes the fundamentals training within 30 days', () => {
    expect(nda.opens).toMatchObject([
      { line: 'T2', duty: 'fundamentals', within: { amount: 30, unit: 'd' } },
    ]);
  });

  it('R052, X13: due in the first week; yearly by a rule that says it is ours', () => {
    expect([nda.due.within, nda.renew.every]).toEqual([
      { amount: 7, unit: 'd' },
      { amount: 1, unit: 'y' },
    ]);
    expect(nda.renew.src).toMatch(/^our rule/);
  });

  it('leaves no placeholder open anywhere in the plan', () => {
    // An agreement's texts are filled in for each request.
    const known = JSON.stringify(policy.pack).replaceAll(/\{(recipient|until|redisclosure|copy)\}/g, '');
    expect(known).not.toMatch(/\{[a-z_ ]+\}/i);
    expect(JSON.stringify(policy.pack)).not.toContain('Insert LEA');
  });
});

describe('data requests', () => {
  it('R063: three levels, set by the Coordinator', () => {
    expect(Object.keys(policy.pack.data_requests.levels)).toEqual(['low', 'medium', 'high']);
    expect(policy.pack.data_requests.classify.by).toBe('coordinator_data_stats');
  });

  it.each([
    ['R064', 'low', 'claim fulfil send close'],
    ['R065', 'medium', 'claim fulfil avoid_disclosure qa send close'],
    [
      'R066',
      'high',
      'review draft_agreement approve approve approve approve review claim fulfil avoid_disclosure checklist qa send close',
    ],
  ])('%s: a %s-risk request goes the plan’s way', (_rule, level, kinds) => {
    expect(
      steps(level)
        .map((step) => step.kind)
        .join(' '),
    ).toBe(kinds);
  });

  it('R066: legal, board, Superintendent and purchasing approve in that order', () => {
    expect(
      steps('high')
        .filter((step) => step.kind === 'approve')
        .map((step) => step.by),
    ).toEqual(['legal', 'board_secretary', 'superintendent', 'purchasing_contract_manager']);
  });

  it('R063: the level is needed for sending and not for claiming', () => {
    const needs = (kind: string) => steps('low').find((step) => step.kind === kind)?.needs;
    expect([needs('claim'), needs('fulfil'), needs('send')]).toEqual([[], [], ['classification']]);
  });

  it('X12: what waits is shown to the Coordinator, by a rule that says it is ours', () => {
    for (const step of steps('low')) {
      expect(step.waits).toMatchObject({
        remind: { amount: 2, unit: 'bd' },
        show: { amount: 5, unit: 'bd' },
        show_to: 'coordinator_data_stats',
        src: 'our rule: 003 names no time',
      });
    }
  });

  it('§4.3 no 14: SFTP is offered first', () => {
    expect(policy.pack.data_requests.delivery_methods[0]?.id).toBe('sftp');
  });

  it('F: fulfiller and checker are kept apart, and whoever asks from all who work on it', () => {
    expect(policy.pack.separation.map((rule) => rule.apart.join('/'))).toEqual([
      'fulfiller/qa',
      'requester/fulfiller',
      'requester/qa',
      'requester/approver',
      'requester/classifier',
    ]);
    expect(policy.pack.data_requests.classify.stand_in).not.toBe(policy.pack.data_requests.classify.by);
  });
});

it('R020: the synonyms of the plan lead to one role', () => {
  const roles = policy.pack.roles;
  const named = (name: string) =>
    Object.entries(roles)
      .filter(([, role]) => [role.name, ...role.aliases].includes(name))
      .map(([id]) => id);
  expect(named('Student Data Privacy Manager')).toEqual(['student_data_manager']);
  expect(named('Information Security Officer')).toEqual(['it_security_manager']);
  expect(named('Data and Statistics Coordinator')).toEqual(['coordinator_data_stats']);
});

it('R008: the law that is newer than the plan is laid over it, and shows its date', () => {
  expect(policy.overlays.map(({ overlay }) => overlay.id)).toEqual(['ferpa', 'utah-2026']);
  expect(policy.overlays[1]?.duties.fundamentals).toMatchObject({
    first: [{ within: { amount: 30, unit: 'd' }, from: 'hire' }],
    again: [{ cycle: 'calendar_year' }],
  });
});
