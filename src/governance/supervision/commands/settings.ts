/** On which day somebody gets their weekly message, and who reads about their people in their place for a time. */
import type { ActionHandler, FormHandler, NoticeKind, Outcome } from '../../../app/feature.ts';
import { fields } from '../../../chat/form.ts';
import { sayDay } from '../../../chat/say-when.ts';
import { newId } from '../../../kernel/ids.ts';
import { addTo } from '../../../policy/due.ts';
import type { Policy } from '../../../policy/policy.ts';
import { isAboutPeople } from '../rules/parts.ts';
import { weekdayName, weekdaysOf } from '../rules/week.ts';
import { endStandIns, setStandIn, standIns } from '../store/stand-ins.ts';
import { chooseDay, chosenDay } from '../store/weekly.ts';
import { todayOf } from './surroundings.ts';
import { drawWeekly, seatSections } from './weekly.ts';

function dayFields(policy: Policy) {
  return fields({
    weekday: {
      kind: 'choice',
      label: 'On which day of the week do you want to be told?',
      hint: 'In the morning. Where that is a day off, on the next working day.',
      options: weekdaysOf(policy),
    },
  });
}

export const weeklyDayForm: FormHandler<ReturnType<typeof dayFields>> = {
  id: 'supervision.weekly-day',
  access: 'everyone',
  async open(ask) {
    const chosen = (await chosenDay(ask.reader, ask.actor.id)) ?? ask.policy.pack.reminders.weekly_on;
    return {
      title: 'Your weekly day',
      submit: 'Save',
      intro: [{ kind: 'text', text: 'One message a week, and none when all is well.' }],
      fields: dayFields(ask.policy),
      values: { weekday: String(chosen) },
    };
  },
  async submit(act, _subject, { weekday }): Promise<Outcome> {
    await chooseDay(act.tx, act.actor.id, Number(weekday));
    const card = await drawWeekly(act, act.actor.id);
    return {
      kind: 'done',
      text: `You are told on ${weekdayName(Number(weekday))}s from now on, at most once a week.`,
      ...(card ? { card } : {}),
    };
  },
};

/** Nobody stands in for ever: it is asked for again after a year at most. */
const longest = { amount: 366, unit: 'd' } as const;

function standInFields(today: string, latest: string) {
  return fields({
    reader: { kind: 'person', label: 'Who reads it in your place?' },
    until: { kind: 'date', label: 'Until which day?', hint: 'The last day.', from: today, until: latest },
  });
}

export const standInForm: FormHandler<ReturnType<typeof standInFields>> = {
  id: 'supervision.stand-in',
  access: 'everyone',
  async open(ask) {
    const mine = await seatSections(ask, { owner: ask.actor, standsIn: false }, 0);
    if (!mine.some(({ kind }) => isAboutPeople(kind)))
      return { refused: 'Nobody is yours to look after here, so there is nothing to hand on.' };
    const today = todayOf(ask);
    const [now] = await standIns(ask.reader, today, { personIds: [ask.actor.id] });
    return {
      title: 'Name a stand-in',
      submit: 'Hand it on',
      intro: [
        {
          kind: 'text',
          text: 'Until then they get the weekly message about your people and may have them reminded. You can look at it all the time; lists to confirm stay yours.',
        },
      ],
      fields: standInFields(today, addTo(ask.policy.calendar, today, longest)),
      values: now ? { reader: now.readerId, until: now.untilOn } : {},
    };
  },
  async submit(act, _subject, { reader, until }): Promise<Outcome> {
    const person = await act.directory.person(act.tx, reader);
    if (person?.id === act.actor.id)
      return {
        kind: 'invalid',
        errors: { reader: 'You read it yourself already. Please choose somebody else.' },
      };
    if (person?.status !== 'active')
      return { kind: 'invalid', errors: { reader: 'Please choose somebody who works here now.' } };
    const id = newId();
    await setStandIn(
      act.tx,
      { id, personId: act.actor.id, readerId: person.id },
      { from: todayOf(act), until },
    );
    act.tx.notify({ notice: 'supervision.stand-in', to: { personId: person.id }, facts: { standIn: id } });
    return {
      kind: 'done',
      text: `${person.name} reads it in your place until ${sayDay(until)}, and is told. It ends by itself.`,
      card: {
        audience: 'person',
        title: 'Your stand-in',
        blocks: [{ kind: 'text', text: `${person.name}, until ${sayDay(until)}.` }],
        actions: [{ kind: 'run', id: 'supervision.stand-in.end', label: 'Take it back now', payload: {} }],
      },
    };
  },
};

export const endStandIn: ActionHandler = {
  id: 'supervision.stand-in.end',
  access: 'everyone',
  async run(act): Promise<Outcome> {
    const ended = await endStandIns(act.tx, { personId: act.actor.id });
    return ended > 0
      ? { kind: 'done', text: 'The weekly message comes to you again.' }
      : { kind: 'refused', text: 'Nobody stands in for you; the message comes to you.' };
  },
};

export const standInNotice: NoticeKind = {
  id: 'supervision.stand-in',
  async render(ask, { facts }) {
    const mine = await standIns(ask.reader, todayOf(ask), { readerIds: [ask.actor.id] });
    const one = mine.find(({ id }) => id === facts.standIn);
    const owner = one && (await ask.directory.person(ask.reader, one.personId));
    if (!one || !owner) return undefined;
    return {
      audience: 'person',
      title: `You stand in for ${owner.name}`,
      blocks: [
        {
          kind: 'text',
          text: `Until ${sayDay(one.untilOn)} the weekly message about their people comes to you. It says who is late; you may have them reminded.`,
        },
      ],
      actions: [
        { kind: 'link', label: 'Open the page', path: `/documents/supervision.weekly?of=${owner.id}` },
      ],
    };
  },
};
