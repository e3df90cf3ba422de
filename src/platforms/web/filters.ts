/** What of a page is shown, as a form that leads to the same page: it works without script and can be kept as a bookmark. */
import type { DocumentBlock, Filter } from '../../chat/document.ts';
import { assertNever } from '../../kernel/assert-never.ts';
import { type Html, html } from './html.ts';

export function drawFilters({ label, path, fields }: Extract<DocumentBlock, { kind: 'filters' }>): Html {
  return html`<form class="filters" method="get" action="${path}" role="search" aria-label="${label}">${fields.map(
    drawFilter,
  )}<button class="button plain normal">Show</button></form>`;
}

function drawFilter(filter: Filter): Html {
  const id = `filter-${filter.name}`;
  const label = html`<label class="filter-label" for="${id}" dir="auto">${filter.label}</label>`;
  switch (filter.kind) {
    case 'choice':
      return html`<div class="filter">${label}<select class="input" id="${id}" name="${filter.name}">${filter.options.map(
        ({ value, label: says }) =>
          html`<option value="${value}"${value === filter.value && html` selected`}>${says}</option>`,
      )}</select></div>`;
    case 'text':
      return html`<div class="filter wide">${label}<input class="input" type="search" id="${id}" name="${filter.name}" value="${filter.value}" autocomplete="off" dir="auto"></div>`;
    case 'date':
      return html`<div class="filter">${label}<input class="input" type="date" id="${id}" name="${filter.name}" value="${filter.value}"></div>`;
    case 'tick':
      return html`<label class="filter-tick"><input type="checkbox" name="${filter.name}" value="yes"${
        filter.value && html` checked`
      }><span dir="auto">${filter.label}</span></label>`;
    default:
      return assertNever(filter);
  }
}
