/** A room whose every reply, form, notice, page and task bears the mark: wrapped once, so that no handler can forget it. */
import type { Feature, NoticeKind } from '../../app/feature.ts';
import { line, markCard, markDocument, markForm, markOutcome, markReply } from './mark.ts';

/** What a room may offer that knows how to be marked; anything else is no part of an exercise. */
export type MarkedRoom = Pick<
  Feature,
  | 'room'
  | 'words'
  | 'forms'
  | 'actions'
  | 'cases'
  | 'notices'
  | 'documents'
  | 'tasksOf'
  | 'jobs'
  | 'onPersonLeft'
>;

export function markedRoom(room: MarkedRoom): Feature {
  const { tasksOf } = room;
  return {
    ...room,
    words: (room.words ?? []).map((word) => ({
      ...word,
      summary: line(word.summary),
      run: async (...given) => markReply(await word.run(...given)),
    })),
    forms: (room.forms ?? []).map((form) => ({
      ...form,
      async open(...given) {
        const drawn = await form.open(...given);
        if (!('refused' in drawn)) return markForm(drawn);
        return {
          ...drawn,
          refused: line(drawn.refused),
          ...(drawn.card ? { card: markCard(drawn.card) } : {}),
        };
      },
      submit: async (...given) => markOutcome(await form.submit(...given)),
    })),
    actions: (room.actions ?? []).map((action) => ({
      ...action,
      run: async (...given) => markOutcome(await action.run(...given)),
    })),
    cases: (room.cases ?? []).map((one) => ({
      ...one,
      async find(...given) {
        const found = await one.find(...given);
        return found && { ...found, card: markCard(found.card) };
      },
      async card(...given) {
        const card = await one.card(...given);
        return card && markCard(card);
      },
    })),
    notices: (room.notices ?? []).map(markNotice),
    documents: (room.documents ?? []).map((one) => ({
      ...one,
      async load(...given) {
        const document = await one.load(...given);
        return document && markDocument(document);
      },
    })),
    ...(tasksOf
      ? {
          tasksOf: async (ask) =>
            (await tasksOf(ask)).map((task) => ({
              ...task,
              title: line(task.title),
              ...(task.detail === undefined ? {} : { detail: line(task.detail) }),
              ...(task.action ? { action: { ...task.action, label: line(task.action.label) } } : {}),
            })),
        }
      : {}),
  };
}

function markNotice(notice: NoticeKind): NoticeKind {
  const { render } = notice;
  return {
    ...notice,
    ...(render
      ? {
          async render(...given) {
            const card = await render(...given);
            return card && markCard(card);
          },
        }
      : {}),
  };
}
