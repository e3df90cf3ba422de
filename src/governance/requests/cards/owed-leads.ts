/** What is said of days on which an answer or a copy is owed: before, and when it is late. */
import type { Tone } from '../../../chat/card.ts';
import { sayDay } from '../../../chat/say-when.ts';
import type { Facts } from '../../../store/tx.ts';
import { isAwaited } from '../rules/publication.ts';
import { reference, sentRelease } from '../rules/request.ts';
import type { CaseFile } from '../store/case-file.ts';
import { owedBy, publicationTitle } from './publication.ts';

interface Lead {
  readonly tone: Tone;
  readonly text: string;
}

export const owedLeads = {
  'request.answer-due': (file: CaseFile, { on }: Facts) => answer(file, on, 'due'),
  'request.answer-late': (file: CaseFile, { on }: Facts) => answer(file, on, 'late'),
  'request.copy-due': (file: CaseFile, { publication }: Facts) => copy(file, publication, 'due'),
  'request.copy-late': (file: CaseFile, { publication }: Facts) => copy(file, publication, 'late'),
};

function answer(file: CaseFile, on: unknown, what: 'due' | 'late'): Lead {
  const ref = reference(file.request);
  const day = typeof on === 'string' ? sayDay(on) : 'its day';
  const waits = file.request.state === 'open' && !sentRelease(file.request);
  if (!waits) return { tone: 'neutral', text: `An answer to ${ref} was owed by ${day}.` };
  return what === 'late'
    ? {
        tone: 'danger',
        text: `The answer to ${ref} was owed by ${day} and is late. Please help it along today.`,
      }
    : {
        tone: 'warning',
        text: `The answer to ${ref} is owed by ${day}, and something is still to be done for it.`,
      };
}

/** Read by whoever asked and by the Coordinator. */
function copy(file: CaseFile, id: unknown, what: 'due' | 'late'): Lead {
  const ref = reference(file.request);
  const publication = file.publications.find((one) => one.id === id);
  if (!publication || !isAwaited(publication))
    return { tone: 'neutral', text: `A copy of what is published from the data of ${ref} was awaited.` };
  const title = publicationTitle(file, publication.id);
  const owed = owedBy(file, publication.copyDueOn);
  return what === 'late'
    ? {
        tone: 'danger',
        text: `“${title}”, from the data of ${ref}: ${owed} It has not come in, and is late.`,
      }
    : { tone: 'warning', text: `“${title}”, from the data of ${ref}: ${owed}` };
}
