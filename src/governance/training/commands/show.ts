/** Buttons that only show: a session, and the list of what waits; a row of a list can carry nothing but a button. */
import type { ActionHandler } from '../../../app/feature.ts';
import { drawSession } from './surroundings.ts';
import { waitingList } from './waiting.ts';

export const showSession: ActionHandler = {
  id: 'training.session.show',
  access: 'everyone',
  async run(act, payload) {
    const card = await drawSession(act, payload.session ?? '');
    return card
      ? { kind: 'done', text: 'Here is your session.', card }
      : { kind: 'refused', text: 'This session is not on file, or it is not yours to see.' };
  },
};

export const showWaiting: ActionHandler = {
  id: 'training.waiting',
  access: 'everyone',
  async run(act) {
    const reply = await waitingList(act);
    return reply.kind === 'card'
      ? { kind: 'done', text: 'Here they are.', card: reply.card }
      : { kind: 'refused', text: 'Please type /training waiting.' };
  },
};
