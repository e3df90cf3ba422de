/** What the roster puts on Human Resources' list: a file that waits, people who are gone, a file that was not taken. */
import type { Ask } from '../../app/context.ts';
import type { Task } from '../../app/feature.ts';
import { holds } from '../../app/person.ts';
import { nameOf } from './cards/import-card.ts';
import { keepers, sayFailure } from './commands/view.ts';
import { people, sayCounts } from './rules/words.ts';
import { countOpenGone } from './store/gone.ts';
import { lastImports, pendingImport } from './store/imports.ts';

export async function tasksOf(ask: Ask): Promise<readonly Task[]> {
  if (!holds(ask.actor, ...keepers)) return [];
  return [...(await waiting(ask)), ...(await goneFromFile(ask)), ...(await notTaken(ask))];
}

async function waiting(ask: Ask): Promise<readonly Task[]> {
  const pending = await pendingImport(ask.reader);
  if (pending?.state !== 'staged') return [];
  return [
    {
      list: 'waits-for-me',
      title: `A roster file waits for your yes: ${sayCounts(pending.counts)}`,
      detail: `${nameOf(pending)}. The roster stays as it is until then.`,
      action: {
        kind: 'link',
        label: 'See every change',
        path: `/documents/roster.diff?import=${pending.id}`,
      },
    },
    {
      list: 'waits-for-me',
      title: 'Say yes to the roster file, or leave it',
      action: {
        kind: 'open-form',
        form: 'roster.confirm',
        label: 'Decide',
        subject: { import: pending.id },
      },
    },
  ];
}

async function goneFromFile(ask: Ask): Promise<readonly Task[]> {
  const count = await countOpenGone(ask.reader);
  if (count === 0) return [];
  return [
    {
      list: 'waits-for-me',
      title: `${people(count)} gone from the roster file: have they left?`,
      detail: 'They stay staff until a person has answered.',
      action: { kind: 'run', id: 'roster.gone.list', label: 'Show them', payload: {} },
    },
  ];
}

/** Only while nothing better has come since. */
async function notTaken(ask: Ask): Promise<readonly Task[]> {
  const [last] = await lastImports(ask.reader, 1);
  const why = last && sayFailure(last);
  if (!last || why === undefined) return [];
  return [{ list: 'waits-for-me', title: `The roster file ${nameOf(last)} was not taken`, detail: why }];
}
