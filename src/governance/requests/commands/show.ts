/** Looking: a request by its number, and the list behind "mine". Nothing here changes anything. */
import type { ActionHandler, CaseKind, Command, Word } from '../../../app/feature.ts';
import { openForm } from '../../../app/open-form.ts';
import { refused } from '../../../app/replies.ts';
import { listCard } from '../cards/lists.ts';
import { notThere } from '../cards/refusals.ts';
import { reference } from '../rules/request.ts';
import { openCaseFile, openCaseFiles, requestKind } from '../store/case-file.ts';
import { byId, byNumber } from '../store/read.ts';
import { ofPerson } from '../store/wanted.ts';
import { caseCard, lookAt } from './case-card.ts';
import { file } from './file.ts';

/** "DR-1042", "dr-1042" or "1042". */
const pattern = /^(?:DR-?)?\d+$/i;

export const requestCase: CaseKind = {
  kind: requestKind,
  pattern,
  find: (ask, typed) => lookAt(ask, byNumber(Number(typed.replace(/\D/g, '')))),
  card: async (ask, id) => (await lookAt(ask, byId(id)))?.card,
};

export const dataRequest: Command = {
  name: 'data-request',
  summary: 'Ask for data, or see how a request stands',
  bare: (ask) => openForm(ask, file, {}),
  reference: {
    example: 'DR-1001',
    pattern,
    async run(ask, typed) {
      const found = await requestCase.find(ask, typed);
      return found ? { kind: 'card', card: found.card } : refused(notThere);
    },
  },
};

export const show: ActionHandler = {
  id: 'request.show',
  access: 'everyone',
  async run(act, payload) {
    const found = payload.id === undefined ? undefined : await openCaseFile(act, payload.id);
    if (!found) return { kind: 'refused', text: notThere };
    return {
      kind: 'done',
      text: `${reference(found.request)} as it stands now.`,
      card: await caseCard(act, found),
    };
  },
};

export const words: readonly Word[] = [
  {
    command: 'data-request',
    word: 'mine',
    summary: 'What you asked for, typed in or work on',
    access: 'everyone',
    run: async (ask) => ({
      kind: 'card',
      card: listCard(
        'Your data requests',
        await openCaseFiles(ask, ofPerson(ask.actor)),
        'You have asked for nothing yet. Type /data-request to ask.',
      ),
    }),
  },
];
