/** The sentences that belong to no room: what is said to strangers, to the mistaken, and when something broke. */
import type { Card } from '../chat/card.ts';
import type { Reply } from '../chat/interaction.ts';
import type { CommandListing, Stranger } from './ports.ts';

export function refused(text: string, card?: Card): Reply {
  return { kind: 'done', tone: 'warning', text, ...(card ? { card } : {}) };
}

export function done(text: string, card?: Card): Reply {
  return { kind: 'done', tone: 'good', text, ...(card ? { card } : {}) };
}

const strangers: Record<Stranger, string> = {
  unknown:
    'Safekeep is for staff on the district roster, and your address is not on it. Ask Human Resources to add you.',
  guest:
    'Safekeep is for staff on the district roster; guest accounts cannot use it. Please use your staff account.',
  deactivated: 'This account is deactivated, so Safekeep cannot act for it. Please ask Human Resources.',
  held: 'Your address already belongs to another account here, so a person in Human Resources is asked to confirm this one. You will be told.',
  leave:
    'Our roster says that you are on leave, so Safekeep waits until you are back. If that is wrong, please ask Human Resources.',
  left: 'Our roster says that you no longer work here. If that is wrong, please ask Human Resources.',
};

export function toStranger(stranger: Stranger): Reply {
  return { kind: 'done', tone: 'danger', text: strangers[stranger] };
}

/**
 * `reference` stands in the log beside what happened, so that a screenshot is enough to find it. `instead`: what to do at
 * once where waiting would do harm.
 */
export function apology(reference: string, instead?: string): string {
  const again = `Something went wrong on our side, and nothing was changed. Please try again; if it happens again, give your IT team this reference: ${reference}.`;
  return instead === undefined ? again : `${instead} ${again}`;
}

export const unreadableToken =
  'This form is damaged or too old to be read, and nothing was changed. Please open it again and send it from there.';

export const notACommand = 'I only understand commands. Here is what you can type.';

/** What worries somebody is often typed as it comes to mind: the way to say it stands beside the answer. */
export function ifWorried(
  commands: readonly CommandListing[],
  asTyped: (command: string) => string,
): Card | undefined {
  const first = commands.flatMap(({ name, first }) => (first ? [{ name, ...first }] : []));
  if (first.length === 0) return undefined;
  const ways = first.map(({ label, name }) => `${label}: the button, or “${asTyped(name)}”.`);
  return {
    audience: 'person',
    title: 'Did something happen to data?',
    blocks: [
      {
        kind: 'text',
        text: `If this is a worry, such as mail to the wrong person: nothing of what you typed was kept or passed on. ${ways.join(' ')}`,
      },
    ],
    actions: first.map(({ label, form }) => ({
      ...{ kind: 'open-form', form, label, subject: {}, style: 'primary' },
    })),
  };
}

export const unknownButton =
  'This button is from an older version of Safekeep, and nothing was changed. Open the case again to see what can be done now.';

export const planChanged =
  'The district’s plan changed while this form was open. Your answers are kept; please look them over and send again.';

export const alreadyDone = 'This was already done; it has not been done twice.';

export const notYours = 'There is no such case, or it is not yours to see. Ask whoever told you about it.';

/** Never shown where the app is gone; kept in one place all the same. */
export const goodbye = 'Safekeep was removed here. Add it again to be told about your requests.';

/** `keptBy` is the chat that keeps what people type, where they can delete it themselves. */
export function studentDataTyped(keptBy: string | undefined): string {
  const sentence =
    'What you typed looks like student data, so nothing was done with it and none of it is kept here. Please use the form, and describe the data without naming a student.';
  return keptBy ? `${sentence} Please delete your message: ${keptBy} keeps it.` : sentence;
}
