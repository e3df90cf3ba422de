/** Evidence: what it is, where it lies and who holds it, from hand to hand. The evidence itself never comes here. */
import type { FormHandler } from '../../../app/feature.ts';
import { fields } from '../../../chat/form.ts';
import { evidenceOf, type Holding, insertCustody, insertEvidence } from '../store/evidence.ts';
import { change, notThere } from './change.ts';
import { found, whileNotClosed, workers } from './found.ts';

const held = {
  place: {
    kind: 'text',
    label: 'Where does it lie?',
    hint: 'A safe, a drive, a folder that only you can open.',
    max: 300,
  },
  holder: { kind: 'person', label: 'Who holds it?', optional: true },
  outside: {
    kind: 'text',
    label: 'Or somebody outside',
    hint: 'A name and an office, such as the police or a firm.',
    max: 200,
    optional: true,
  },
} as const;

const added = fields({
  what: {
    kind: 'text',
    label: 'What is it?',
    hint: 'A log, a disk image, a laptop. Never put the thing itself here.',
    multiline: true,
    max: 1000,
  },
  ...held,
  hash: {
    kind: 'text',
    label: 'Its mark (SHA-256)',
    hint: 'Of a file: so that anybody can see later that it was not changed.',
    format: 'file-mark',
    max: 64,
    optional: true,
    scan: false,
  },
});

export const addEvidence: FormHandler<typeof added> = {
  id: 'breach.evidence',
  access: 'everyone',
  async open(ask, { id }) {
    if (!(await found(ask, id))) return { refused: notThere };
    return {
      title: 'Evidence',
      submit: 'Note it',
      intro: [{ kind: 'text', text: 'Say where it is and who has it. If nobody is named, it is you.' }],
      fields: added,
      values: {},
    };
  },
  async submit(act, { id }, values) {
    if (!(await found(act, id))) return { kind: 'refused', text: notThere };
    const holding = readHolding(values, act.actor.id);
    if ('errors' in holding) return { kind: 'invalid', errors: holding.errors };
    const { what, hash } = values;
    return change(act, id, {
      by: workers,
      ...whileNotClosed,
      what: 'evidence-added',
      facts: { hash: hash ?? null, holder: holding.holderId ?? null },
      also: async ({ incident }) =>
        void (await insertEvidence(act.tx, incident.id, act.actor.id, { what, hash, ...holding })),
      say: () => 'Noted, with who holds it.',
    });
  },
};

const passed = fields(held);

export const passEvidence: FormHandler<typeof passed> = {
  id: 'breach.custody',
  access: 'everyone',
  async open(ask, { id, evidence }) {
    const file = await found(ask, id);
    const what = file && evidence !== undefined ? file.words[`evidence:${evidence}`] : undefined;
    if (!file || !what) return { refused: notThere };
    return {
      title: 'It changes hands',
      submit: 'Note it',
      intro:
        ask.surface === 'web' ? [{ kind: 'quote', label: 'What it is', text: what.body ?? '[blanked]' }] : [],
      fields: passed,
      values: {},
    };
  },
  async submit(act, { id, evidence }, values) {
    const file = await found(act, id);
    const known = file ? await evidenceOf(act.reader, file.incident.id) : [];
    const one = known.find((candidate) => candidate.id === evidence);
    if (!one) return { kind: 'refused', text: notThere };
    const holding = readHolding(values, act.actor.id);
    if ('errors' in holding) return { kind: 'invalid', errors: holding.errors };
    return change(act, id, {
      by: workers,
      ...whileNotClosed,
      what: 'evidence-passed',
      facts: { evidence: one.id, holder: holding.holderId ?? null },
      also: ({ incident }) => insertCustody(act.tx, incident.id, one.id, act.actor.id, holding),
      say: () => 'Noted.',
    });
  },
};

interface Typed {
  readonly place: string;
  readonly holder: string | undefined;
  readonly outside: string | undefined;
}

function readHolding(
  { place, holder, outside }: Typed,
  actorId: string,
): Holding | { readonly errors: Readonly<Record<string, string>> } {
  if (holder !== undefined && outside !== undefined)
    return { errors: { outside: 'One of the two holds it: somebody on the roster or somebody outside.' } };
  return { place, holder: outside, holderId: outside === undefined ? (holder ?? actorId) : undefined };
}
