/** Typeahead in a person field: the roster's people as Teams lists choices. */
import type { Reply } from '../../chat/interaction.ts';
import { limits } from './limits.ts';
import type { InvokeAnswer } from './replies.ts';

/** The description stands beside the name: Teams shows one line a choice. */
export function searchAnswer(reply: Reply): InvokeAnswer {
  const options = reply.kind === 'options' ? reply.options.slice(0, limits.typeahead) : [];
  const results = options.map(({ value, label, description }) => ({
    value,
    title: description ? `${label} · ${description}` : label,
  }));
  return {
    status: 200,
    body: { statusCode: 200, type: 'application/vnd.microsoft.search.searchResponse', value: { results } },
  };
}
