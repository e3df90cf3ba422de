/** Take over: whoever asked has left, and their supervisor or sponsor asks in their place from now on. */
import type { ActionHandler } from '../../../app/feature.ts';
import { reference } from '../rules/request.ts';
import { change } from './change.ts';
import { tellPeople } from './tell.ts';

export const takeOver: ActionHandler = {
  id: 'request.take-over',
  access: 'everyone',
  run: (act, payload) =>
    change(act, payload.id, {
      what: 'request.taken-over',
      move: { kind: 'take_over' },
      version: payload.version ?? '',
      facts: ({ version, requesterId }) => ({ version, requester: requesterId ?? null }),
      tell: (telling) =>
        tellPeople(telling, 'request.taken-over', [
          telling.file.request.holderId,
          ...telling.file.staff.coordinators,
        ]),
      say: ({ request }) =>
        `${reference(request)} is yours now: the data are for you, and questions come to you.`,
    }),
};
