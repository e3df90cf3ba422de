/** Requests as lines of a list, each with its "Open". */
import type { Card, ListItem } from '../../../chat/card.ts';
import { sayDay } from '../../../chat/say-when.ts';
import { reference } from '../rules/request.ts';
import type { CaseFile } from '../store/case-file.ts';
import { dueOf } from './due.ts';
import { requesterName, titleOf } from './names.ts';
import { statusOf } from './state.ts';

export function listCard(title: string, files: readonly CaseFile[], empty: string): Card {
  return {
    audience: 'person',
    title,
    blocks:
      files.length === 0 ? [{ kind: 'text', text: empty }] : [{ kind: 'list', items: files.map(lineOf) }],
    actions: [],
  };
}

export function lineOf(file: CaseFile): ListItem {
  const status = statusOf(file);
  const due = dueOf(file);
  const needed = file.request.neededBy ? `, needed by ${sayDay(file.request.neededBy)}` : '';
  return {
    title: `${reference(file.request)} · ${titleOf(file)}`,
    detail: `${status.label}. Asked by ${requesterName(file)}${needed}${due ? `, ${due.says}` : ''}`,
    tone: due?.late ? 'warning' : status.tone,
    action: showAction(file),
  };
}

export function showAction(file: CaseFile): NonNullable<ListItem['action']> {
  return { kind: 'run', id: 'request.show', label: 'Open', payload: { id: file.request.id } };
}
