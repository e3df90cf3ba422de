/** `/nda`: opens the form while a signature is owed, else shows where you stand; and the words after it. */
import type { Ask } from '../../../app/context.ts';
import type { Command, Word } from '../../../app/feature.ts';
import { openForm } from '../../../app/open-form.ts';
import type { Reply } from '../../../chat/interaction.ts';
import { stateCard } from '../cards/state.ts';
import { maySign } from '../rules/standing.ts';
import { agreementOf, mineOf, noAgreement, todayOf } from './agreement-of.ts';
import { paperHandler } from './paper.ts';
import { showRegister } from './register.ts';
import { signHandler } from './sign.ts';

async function bare(ask: Ask): Promise<Reply> {
  const found = agreementOf(ask);
  if (!found) return { kind: 'done', tone: 'warning', text: noAgreement };
  const mine = await mineOf(ask, found);
  if (!mine.variant || maySign(mine.standing)) return openForm(ask, signHandler, { agreement: found.id });
  return { kind: 'card', card: stateCard({ ...mine, today: todayOf(ask) }) };
}

async function show(ask: Ask): Promise<Reply> {
  const found = agreementOf(ask);
  if (!found) return { kind: 'done', tone: 'warning', text: noAgreement };
  return { kind: 'card', card: stateCard({ ...(await mineOf(ask, found)), today: todayOf(ask) }) };
}

export const ndaCommand: Command = {
  name: 'nda',
  summary: 'Sign the privacy agreement (NDA), or see when it is due again',
  bare,
};

export const ndaWords: readonly Word[] = [
  {
    command: 'nda',
    word: 'status',
    summary: 'Where you stand: when you signed, when it is due, your certificate',
    access: 'everyone',
    run: show,
  },
  {
    command: 'nda',
    word: 'sign',
    summary: 'Open the form, or go on where you stopped',
    access: 'everyone',
    run: (ask) => openForm(ask, signHandler, { agreement: 'nda' }),
  },
  {
    command: 'nda',
    word: 'register',
    summary: 'Who signed, when and how; who is missing or overdue',
    access: { anyOf: ['hr'] },
    run: showRegister,
  },
  {
    command: 'nda',
    word: 'paper',
    summary: 'Record a form that was signed on paper',
    access: { anyOf: ['hr'] },
    run: (ask) => openForm(ask, paperHandler, { agreement: 'nda' }),
  },
];
