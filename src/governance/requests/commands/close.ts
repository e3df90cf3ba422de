/** Close: the last step of the plan; the requester is told that it is done (R064 step 4). */
import type { ActionHandler } from '../../../app/feature.ts';
import { reference } from '../rules/request.ts';
import { change } from './change.ts';
import { tellAsker } from './tell.ts';

export const close: ActionHandler = {
  id: 'request.close',
  access: 'everyone',
  run: (act, payload) =>
    change(act, payload.id, {
      what: 'request.closed',
      move: { kind: 'close' },
      version: payload.version ?? '',
      facts: ({ version }) => ({ version }),
      tell: (telling) => tellAsker(telling, 'request.closed'),
      say: ({ request }) => `${reference(request)} is closed. The requester is told.`,
    }),
};
