/** The register for Human Resources (R022): who signed, when and how, who is missing, who is overdue. */
import type { Ask } from '../../../app/context.ts';
import type { Task } from '../../../app/feature.ts';
import type { Payload } from '../../../chat/card.ts';
import type { Document } from '../../../chat/document.ts';
import type { Reply } from '../../../chat/interaction.ts';
import {
  type Register,
  type RegisterLine,
  registerCard,
  registerFile,
  registerPage,
} from '../cards/register.ts';
import { people, plainName } from '../rules/say.ts';
import { standingOf } from '../rules/standing.ts';
import { registerState } from '../rules/state-words.ts';
import { personTypesOf } from '../rules/variant.ts';
import { registerOf } from '../store/register.ts';
import { agreementOf, type Found, keepsRecords, noAgreement, todayOf } from './agreement-of.ts';

async function load(ask: Ask, { id, agreement }: Found): Promise<Register> {
  const today = todayOf(ask);
  const rows = await registerOf(ask.reader, ask.policy.calendar, id, personTypesOf(agreement));
  const lines = rows.map((row): RegisterLine => {
    const { latest, openDue } = row;
    const standing = standingOf(ask.policy, agreement, { latest, openDue, today });
    const renewBy = standing.kind === 'counts' || standing.kind === 'lapsed' ? standing.renewBy : undefined;
    return {
      ...row,
      state: registerState(row.status, standing, openDue, today),
      dueOn: row.status === 'left' ? undefined : (openDue ?? renewBy),
    };
  });
  return { id, agreement, lines, today };
}

/** Whoever may not see it learns nothing about it. */
function forKeeper(ask: Ask, subject: Payload): Found | undefined {
  const found = agreementOf(ask, subject);
  return found && keepsRecords(ask.actor, found.agreement) ? found : undefined;
}

export async function showRegister(ask: Ask): Promise<Reply> {
  const found = forKeeper(ask, {});
  if (!found) return { kind: 'done', tone: 'warning', text: noAgreement };
  return { kind: 'card', card: registerCard(await load(ask, found)) };
}

export async function loadRegisterPage(ask: Ask, subject: Payload): Promise<Document | undefined> {
  const found = forKeeper(ask, subject);
  return found && registerPage(await load(ask, found));
}

export async function loadRegisterFile(ask: Ask, subject: Payload): Promise<Document | undefined> {
  const found = forKeeper(ask, subject);
  return found && registerFile(await load(ask, found));
}

/** One line for who keeps the records, only when somebody is late; what people owe themselves is on their own lists. */
export async function lateSigners(ask: Ask): Promise<readonly Task[]> {
  const tasks: Task[] = [];
  for (const [id, agreement] of Object.entries(ask.policy.pack.agreements)) {
    if (!keepsRecords(ask.actor, agreement)) continue;
    const late = (await load(ask, { id, agreement })).lines.filter((line) => line.state === 'Overdue');
    if (late.length === 0) continue;
    tasks.push({
      list: 'waits-for-me',
      title: `${people(late.length)} late with the ${plainName(id, agreement)}`,
      detail: 'Open the register to see who, or record a form that came on paper.',
      action: {
        kind: 'link',
        label: 'Open the register',
        path: `/documents/agreement.register?agreement=${id}`,
      },
    });
  }
  return tasks;
}
