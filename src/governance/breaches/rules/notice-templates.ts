/** The templates of letters and packets that law and plan ask for, and what somebody who holds a role may do with one. */
import type { Policy } from '../../../policy/policy.ts';
import type { NoticeTemplate } from '../../../policy/schema-breach-notices.ts';
import { planLaw } from './clocks.ts';

/** A template with the law that brings it. */
export interface NoticeLaw {
  /** The overlay's id, or "plan". */
  readonly law: string;
  readonly lawName: string;
  /** YYYY-MM-DD */
  readonly version: string;
  readonly template: NoticeTemplate;
}

/** In the order of the clocks: the overlays', then the plan's own; what no letter to people may say stands in each of them. */
export function noticeLaws(policy: Policy): readonly NoticeLaw[] {
  const { pack, overlays } = policy;
  const { title, version } = pack.pack;
  const { never } = pack.breaches.notices;
  const all: readonly NoticeLaw[] = [
    ...overlays.flatMap(({ overlay, notices }) =>
      notices.map((template) => ({
        ...{ law: overlay.id, lawName: overlay.name, version: overlay.version, template },
      })),
    ),
    ...pack.breaches.notices.own.map((template) => ({ law: planLaw, lawName: title, version, template })),
  ];
  return all.map((law) => {
    const { template } = law;
    if (template.to !== 'people') return law;
    return { ...law, template: { ...template, forbids: [...template.forbids, ...never] } };
  });
}

/** What buttons carry: "massachusetts/residents". */
export function templateKey({ law, template }: Pick<NoticeLaw, 'law' | 'template'>): string {
  return `${law}/${template.id}`;
}

export function noticeLaw(policy: Policy, key: string | undefined): NoticeLaw | undefined {
  return noticeLaws(policy).find((one) => templateKey(one) === key);
}

export type NoticeState = 'draft' | 'approved' | 'sent';

export interface NoticeVersion {
  readonly id: string;
  readonly seq: number;
  readonly byId: string;
  readonly overridden: readonly string[];
  readonly overriddenById: string | undefined;
  readonly approvedById: string | undefined;
}

interface Holder {
  readonly id: string;
  readonly roles: readonly string[];
}

export function approvalOf({ pack }: Policy, { to }: NoticeTemplate) {
  const { approve } = pack.breaches.notices;
  return to === 'people' ? approve.people : approve.authorities;
}

/** Why they may not approve it; checked on the person, whatever roles they hold. */
export function approvalRefusal(
  policy: Policy,
  template: NoticeTemplate,
  versions: readonly NoticeVersion[],
  person: Holder,
): string | undefined {
  const { by, other_than_writer } = approvalOf(policy, template);
  if (!by.some((role) => person.roles.includes(role))) return 'The plan names others who approve it.';
  if (other_than_writer && versions.at(-1)?.byId === person.id)
    return 'You wrote it: somebody else has to read it and approve it.';
  return undefined;
}

/** Why they may not let it pass: it is for counsel or whom the plan names, and never for anybody who wrote at it. */
export function overrideRefusal(
  { pack }: Policy,
  versions: readonly NoticeVersion[],
  person: Holder,
): string | undefined {
  const { by } = pack.breaches.notices.override;
  if (!by.some((role) => person.roles.includes(role))) return 'The plan names others who may let it pass.';
  if (versions.some(({ byId }) => byId === person.id))
    return 'You wrote at it: somebody else has to answer for letting it pass.';
  return undefined;
}
