/** The register of those affected is kept: references in, references out, never a name. */
import type { Ask } from '../../../app/context.ts';
import type { FormHandler } from '../../../app/feature.ts';
import { fields } from '../../../chat/form.ts';
import type { Policy } from '../../../policy/policy.ts';
import { addresseeNames } from '../cards/notice-words.ts';
import { readReference, readReferences, referencesBetween } from '../rules/affected.ts';
import { addAffected, affectedOf, strikeAffected } from '../store/affected.ts';
import { readAffected } from './affected-file.ts';
import { change, notThere } from './change.ts';
import { found, whileNotClosed, workers } from './found.ts';

const referenceHint =
  'One to four letters and up to five digits: A-0001. Who it is stands in your own list, outside.';
export const notReferences =
  'Please write references such as A-0001, or A-0001 to A-0250, with commas between.';

function groupField({ pack }: Policy) {
  return {
    kind: 'choice',
    label: 'What are they?',
    hint: 'Age and status say who is written to.',
    options: pack.breaches.notices.groups.map(({ id, name, addressed }) => ({
      value: id,
      label: name,
      description: `Goes to: ${addressed.map((one) => addresseeNames[one]).join(' and ')}`,
    })),
  } as const;
}

function addFields(policy: Policy) {
  return fields({
    group: groupField(policy),
    first: { kind: 'text', label: 'First reference', hint: referenceHint, max: 12 },
    last: { kind: 'text', label: 'Last reference', hint: 'For several in a row.', max: 12, optional: true },
    residence: { kind: 'text', label: 'State where they live', hint: 'Two letters.', max: 2 },
  });
}

export const addAffectedForm: FormHandler<ReturnType<typeof addFields>> = {
  id: 'breach.affected-add',
  access: 'everyone',
  async open(ask, { id }) {
    const file = await withRegister(ask, id);
    if (!file) return { refused: notThere };
    return {
      title: 'Those affected',
      submit: 'Add them',
      intro: [
        { kind: 'text', text: 'References only, never a name. Keep in your own list who is behind each.' },
      ],
      fields: addFields(file.policy),
      values: { residence: file.policy.pack.pack.state },
    };
  },
  async submit(act, { id }, { group, first, last, residence }) {
    const from = readReference(first);
    const until = last === undefined ? from : readReference(last);
    if (from === undefined)
      return { kind: 'invalid', errors: { first: `Not a reference. ${referenceHint}` } };
    const references = until === undefined ? undefined : referencesBetween(from, until);
    if (references === undefined)
      return {
        kind: 'invalid',
        errors: { last: 'Please give the last one of the same row: A-0001, A-0250.' },
      };
    const state = residence.trim().toUpperCase();
    if (!/^[A-Z]{2}$/.test(state))
      return { kind: 'invalid', errors: { residence: 'Two letters, such as UT.' } };
    return keep(
      act,
      id,
      references.map((reference) => ({ reference, group, residence: state })),
    );
  },
};

const fileFields = fields({
  table: {
    kind: 'text',
    label: 'The table',
    hint: 'The first line: reference,group,residence. Then a line each; several in a row are one line, A-0001 to A-0250. No names.',
    placeholder: 'reference,group,residence',
    multiline: true,
    max: 3000,
  },
});

export const importAffected: FormHandler<typeof fileFields> = {
  id: 'breach.affected-file',
  access: 'everyone',
  async open(ask, { id }) {
    const file = await withRegister(ask, id);
    if (!file) return { refused: notThere };
    const { groups } = file.policy.pack.breaches.notices;
    return {
      title: 'A table of references',
      submit: 'Take it over',
      intro: [
        {
          kind: 'text',
          text: 'Copy it out of your own list: references only. A table with any other column is refused before anything of it is kept. Several in a row stand in one line: A-0001 to A-0250,minor,UT. What does not fit in at once follows in a second go.',
        },
        { kind: 'list', items: groups.map(({ id: group, name }) => ({ title: group, detail: name })) },
      ],
      fields: fileFields,
      values: {},
    };
  },
  async submit(act, { id }, { table }) {
    const file = await withRegister(act, id);
    if (!file) return { kind: 'refused', text: notThere };
    const { breaches, pack } = file.policy.pack;
    const read = await readAffected(table, breaches.notices, pack.state);
    if ('fault' in read) return { kind: 'invalid', errors: { table: read.fault } };
    return keep(act, id, read.rows);
  },
};

async function keep(
  act: Parameters<typeof change>[0],
  id: string | undefined,
  rows: Parameters<typeof addAffected>[2],
) {
  const there = id === undefined ? undefined : await withRegister(act, id);
  if (!there) return { kind: 'refused', text: notThere } as const;
  const live = new Set(
    (await affectedOf(act.reader, there.incident.id)).flatMap(({ struck, reference }) =>
      struck ? [] : reference,
    ),
  );
  const fresh = rows.filter(({ reference }) => !live.has(reference));
  return change(act, id, {
    by: workers,
    ...whileNotClosed,
    refuse: (file) =>
      whileNotClosed.refuse?.(file) ?? (fresh.length === 0 ? 'All of them stand there already.' : undefined),
    what: 'affected-added',
    facts: { count: fresh.length, all: live.size + fresh.length },
    also: async ({ incident }) => void (await addAffected(act.tx, incident.id, fresh, act.actor.id)),
    say: () =>
      `Added: ${fresh.length}. ${rows.length - fresh.length === 0 ? '' : `${rows.length - fresh.length} stood there already. `}There are ${live.size + fresh.length} now.`,
  });
}

const strikeFields = fields({
  references: { kind: 'text', label: 'Which?', hint: notReferences, multiline: true, max: 2000 },
  why: { kind: 'text', label: 'Why?', hint: 'Do not name a student.', max: 300 },
});

export const strike: FormHandler<typeof strikeFields> = {
  id: 'breach.affected-strike',
  access: 'everyone',
  async open(ask, { id }) {
    if (!(await withRegister(ask, id))) return { refused: notThere };
    return {
      title: 'Not affected after all',
      submit: 'Strike them out',
      intro: [{ kind: 'text', text: 'They count no longer. What was sent to them stays on record.' }],
      fields: strikeFields,
      values: {},
    };
  },
  async submit(act, { id }, { references, why }) {
    const named = readReferences(references);
    if (!named) return { kind: 'invalid', errors: { references: notReferences } };
    const file = await withRegister(act, id);
    if (!file) return { kind: 'refused', text: notThere };
    const wanted = new Set(named);
    const known = (await affectedOf(act.reader, file.incident.id)).filter(
      ({ struck, reference }) => !struck && wanted.has(reference),
    );
    if (known.length < wanted.size)
      return {
        kind: 'invalid',
        errors: { references: `${wanted.size - known.length} of them do not stand there.` },
      };
    return change(act, id, {
      by: workers,
      ...whileNotClosed,
      what: 'affected-struck',
      facts: { count: known.length },
      words: why,
      also: async ({ incident }) => void (await strikeAffected(act.tx, incident.id, named, act.actor.id)),
      say: () => `Struck out: ${known.length}.`,
    });
  },
};

/** Only where the plan says who is written to. */
export async function withRegister(ask: Ask, id: string | undefined) {
  const file = await found(ask, id);
  return file && file.policy.pack.breaches.notices.groups.length > 0 ? file : undefined;
}
