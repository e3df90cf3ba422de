/** The same decision as the two buttons, as a form: for lists, where a row has room for one button. */
import type { FormHandler } from '../../../app/feature.ts';
import { fields } from '../../../chat/form.ts';
import { accountCard } from '../cards/account.ts';
import { accountKeepers } from '../held.ts';
import { viewAccount } from './account-view.ts';
import { decide } from './accounts.ts';

const asked = fields({
  decision: {
    kind: 'choice',
    label: 'Is this account theirs?',
    options: [
      { value: 'linked', label: 'Yes, link it' },
      { value: 'detached', label: 'No, refuse it' },
    ],
  },
});

export const decideForm: FormHandler<typeof asked> = {
  id: 'people.account.decide',
  access: { anyOf: accountKeepers },
  async open(ask, subject) {
    const view = await viewAccount(ask, subject.account ?? '');
    if (!view) return { refused: 'This account is not on file any more.' };
    const card = accountCard(view);
    if (view.account.state !== 'held') return { refused: 'This account does not wait any more.', card };
    return { title: 'A new account', submit: 'Save', intro: card.blocks, fields: asked, values: {} };
  },
  submit: (act, subject, values) =>
    decide(act, subject, values.decision === 'linked' ? 'linked' : 'detached'),
};
