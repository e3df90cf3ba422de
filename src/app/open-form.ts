/** Draws a form for a person and gives it its token; the one place where an instance begins. */
import type { Payload } from '../chat/card.ts';
import type { Fields } from '../chat/form.ts';
import type { Reply } from '../chat/interaction.ts';
import { newId } from '../kernel/ids.ts';
import type { Policy } from '../policy/policy.ts';
import { mayUse } from './access.ts';
import type { Ask } from './context.ts';
import type { FormHandler, NamelessForm } from './feature.ts';
import { refused } from './replies.ts';

export async function openForm<F extends Fields>(
  ask: Ask,
  handler: FormHandler<F>,
  subject: Payload,
): Promise<Reply> {
  if (!mayUse(handler.access, ask.actor, ask.policy)) return refused('This form is not open to your role.');
  const drawn = await handler.open(ask, subject);
  if ('refused' in drawn) return refused(drawn.refused, drawn.card);
  return {
    kind: 'form',
    open: {
      form: drawn,
      token: { form: handler.id, instance: newId(), page: 1, subject, policy: ask.policy.fingerprint },
      errors: {},
      marked: {},
    },
  };
}

/** Nobody is asked who they are, and nothing is read or written. */
export function openNameless(form: NamelessForm, policy: Policy): Reply {
  return {
    kind: 'form',
    open: {
      form: form.open(policy),
      token: { form: form.id, instance: newId(), page: 1, subject: {}, policy: policy.fingerprint },
      errors: {},
      marked: {},
    },
  };
}
