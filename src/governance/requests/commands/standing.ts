/** The standing classifications: seen by everybody, revoked by whoever classifies. */

import type { Ask } from '../../../app/context.ts';
import type { ActionHandler, Word } from '../../../app/feature.ts';
import { holds } from '../../../app/person.ts';
import type { Card } from '../../../chat/card.ts';
import { sayMoment } from '../../../chat/say-when.ts';
import { roleName } from '../../../policy/policy.ts';
import { revokeStanding, standingsInForce } from '../store/standing.ts';

export const standingWord: Word = {
  command: 'data-request',
  word: 'standing',
  summary: 'Risk levels that hold for a regular report',
  access: 'everyone',
  run: async (ask) => ({ kind: 'card', card: await standingCard(ask) }),
};

export const revoke: ActionHandler = {
  id: 'request.revoke-standing',
  access: 'everyone',
  async run(act, payload) {
    const { by } = act.policy.pack.data_requests.classify;
    if (!holds(act.actor, by))
      return {
        kind: 'refused',
        text: `Only the ${roleName(act.policy, by)} can revoke a standing decision.`,
      };
    const id = payload.id ?? '';
    if (!(await revokeStanding(act.tx, id, act.actor.id)))
      return {
        kind: 'refused',
        text: 'This decision is not in force any more. Nothing was changed.',
        card: await standingCard(act),
      };
    act.tx.audit({ what: 'standing.revoked', about: { kind: 'standing', id } });
    return {
      kind: 'done',
      text: 'Revoked. The next request for this report is classified by itself.',
      card: await standingCard(act),
    };
  },
};

async function standingCard(ask: Ask): Promise<Card> {
  const plan = ask.policy.pack.data_requests;
  const standings = await standingsInForce(ask.reader);
  const people = await ask.directory.people(
    ask.reader,
    standings.map(({ byId }) => byId),
  );
  const mayRevoke = holds(ask.actor, plan.classify.by);
  return {
    audience: 'person',
    title: 'Standing risk levels',
    blocks:
      standings.length === 0
        ? [
            {
              kind: 'text',
              text: 'No regular report has a standing risk level. It is set with the risk level of a request for it.',
            },
          ]
        : [
            {
              kind: 'list',
              items: standings.map((standing) => ({
                title: `${standing.report}: ${plan.levels[standing.level]?.name ?? standing.level}`,
                detail: `${people.get(standing.byId)?.name ?? 'The Coordinator'}, ${sayMoment(standing.madeAt, ask.policy.calendar.zone)}: ${standing.reason}`,
                ...(mayRevoke
                  ? {
                      action: {
                        kind: 'run' as const,
                        id: 'request.revoke-standing',
                        label: 'Revoke',
                        payload: { id: standing.id },
                        confirm: {
                          title: 'Revoke this decision?',
                          text: 'Later requests for this report are classified one by one.',
                          yes: 'Revoke',
                        },
                      },
                    }
                  : {}),
              })),
            },
          ],
    actions: [],
  };
}
