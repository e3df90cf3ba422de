/** What people are told of roles that are given to them, taken back, lent or given back. */
import type { NoticeKind } from '../../../app/feature.ts';
import { sayDay } from '../../../chat/say-when.ts';
import { roleName } from '../../../policy/policy.ts';
import type { Facts } from '../../../store/tx.ts';

export const roleNotice: NoticeKind = {
  id: 'people.role',
  async render(ask, { facts }) {
    const text = (key: string) => (typeof facts[key] === 'string' ? facts[key] : undefined);
    const ids = ['by', 'holder', 'delegate'].flatMap((key) => text(key) ?? []);
    const people = await ask.directory.people(ask.reader, ids);
    const nameOf = (key: string) => people.get(text(key) ?? '')?.name ?? 'whoever runs Safekeep';
    const role = roleName(ask.policy, text('role') ?? '');
    const said = saying(facts, { role, nameOf, mine: text('delegate') === ask.actor.id });
    if (!said) return undefined;
    return {
      audience: 'person',
      title: role,
      blocks: [{ kind: 'text', text: `${said} Done by ${nameOf('by')}.` }],
      actions: [],
    };
  },
};

function saying(
  facts: Facts,
  said: { readonly role: string; readonly nameOf: (key: string) => string; readonly mine: boolean },
): string | undefined {
  const { role, nameOf, mine } = said;
  const day = (key: string) => (typeof facts[key] === 'string' ? sayDay(facts[key]) : undefined);
  const [from, until] = [day('from'), day('until')];
  switch (facts.what) {
    case 'given':
      return `You hold the role ${role} from ${from}${until ? ` until ${until}` : ''}. “safekeep help” shows what you can do with it.`;
    case 'taken':
      return until ? `Your role ${role} ends with ${until}.` : `You do not hold the role ${role} any more.`;
    case 'lent':
      return mine
        ? `You stand in for ${nameOf('holder')} as ${role} from ${from} until ${until}. It ends by itself.`
        : `${nameOf('delegate')} stands in for you as ${role} from ${from} until ${until}. You can end it under “safekeep roles”.`;
    case 'lent-back':
      return mine
        ? `You no longer stand in for ${nameOf('holder')} as ${role}.`
        : `${nameOf('delegate')} no longer stands in for you as ${role}.`;
    default:
      return undefined;
  }
}
