/** Put back: the request is open to its stewards again; what was made for it is made anew by the next one. */
import type { ActionHandler } from '../../../app/feature.ts';
import { reference } from '../rules/request.ts';
import { change } from './change.ts';
import { tellPeople } from './tell.ts';

export const putBack: ActionHandler = {
  id: 'request.put-back',
  access: 'everyone',
  run: (act, payload) =>
    change(act, payload.id, {
      what: 'request.put-back',
      move: { kind: 'put_back' },
      version: payload.version ?? '',
      facts: ({ version }) => ({ version }),
      tell: (telling) =>
        tellPeople(telling, 'request.put-back', telling.file.cast.stewards, { by: act.actor.id }),
      say: ({ request }) => `You put ${reference(request)} back. The other stewards are asked again.`,
    }),
};
