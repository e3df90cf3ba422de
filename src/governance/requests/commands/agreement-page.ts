/** An agreement's page, to read and print: for whoever may see the request and may read the agreement. */
import type { DocumentHandler } from '../../../app/feature.ts';
import { mayRead } from '../cards/agreement.ts';
import { agreementPage } from '../cards/agreement-page.ts';
import { titleOf } from '../cards/names.ts';
import { openCaseFile } from '../store/case-file.ts';

export const agreementDocument: DocumentHandler = {
  id: 'request.agreement',
  access: 'everyone',
  async load(ask, subject) {
    const file = subject.request === undefined ? undefined : await openCaseFile(ask, subject.request);
    const agreement = file?.request.agreements.find(({ id }) => id === subject.agreement);
    if (!file || !agreement || !mayRead(file, ask.actor, agreement)) return undefined;
    return {
      kind: 'page',
      title: `${file.policy.pack.data_requests.memorandum?.name ?? 'Agreement'} ${agreement.reference}`,
      subtitle: titleOf(file),
      blocks: agreementPage(file, agreement),
    };
  },
};
