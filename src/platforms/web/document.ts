/** Document -> a page to read and print, or a file to save. */
import type { Document, DocumentBlock } from '../../chat/document.ts';
import { sampleWords } from '../../chat/marks.ts';
import { drawLink } from './action.ts';
import { drawBlock } from './blocks.ts';
import { drawFilters } from './filters.ts';
import { type Html, html } from './html.ts';
import type { Pen } from './pen.ts';

type PageDocument = Extract<Document, { kind: 'page' }>;

export function drawDocument(document: PageDocument, pen: Pen): Html {
  const signed = document.blocks.some((block) => block.kind === 'signature');
  return html`<div class="document-bar"><a class="button quiet small" href="/">← Back</a><div class="document-tools">${(
    document.downloads ?? []
  ).map((download) =>
    drawLink(download.label, download.path, 'button plain small'),
  )}<button type="button" class="button plain small needs-script" data-print>Print</button></div></div>
<article class="document${signed && ' certificate'}">
<header class="document-head"><h1 dir="auto">${document.title}</h1>${
    document.status &&
    html`<p><span class="pill tone-${document.status.tone}">${document.status.label}</span></p>`
  }${
    document.subtitle !== undefined && html`<p class="document-subtitle" dir="auto">${document.subtitle}</p>`
  }${pen.sample && html`<p class="document-sample">${sampleWords}</p>`}</header>
${document.contents && drawContents(document.blocks)}
${document.blocks.map((block, index) => drawDocumentBlock(block, pen, index))}
</article>`;
}

/** Headings, and tables that follow none. */
function drawContents(blocks: readonly DocumentBlock[]): Html {
  const parts = blocks.flatMap((block, index) => {
    if (block.kind === 'heading') return [{ id: `part-${index}`, says: block.text }];
    const alone = block.kind === 'table' && blocks[index - 1]?.kind !== 'heading';
    return alone ? [{ id: `caption-${index}`, says: block.caption }] : [];
  });
  return html`<nav class="contents" aria-label="On this page"><ul>${parts.map(
    ({ id, says }) => html`<li><a href="#${id}" dir="auto">${says}</a></li>`,
  )}</ul></nav>`;
}

/** A table of many columns gets the whole width of the page. */
export function layoutOf(document: PageDocument): 'narrow' | 'wide' {
  return document.blocks.some((block) => block.kind === 'table' && block.columns.length > 4)
    ? 'wide'
    : 'narrow';
}

export function drawDocumentBlock(block: DocumentBlock, pen: Pen, index: number): Html {
  switch (block.kind) {
    case 'table': {
      const caption = `caption-${index}`;
      return html`<div class="table-place"><p class="table-hint" aria-hidden="true">This table is wider than the page: move it sideways to see all of it. →</p><div class="table-scroll" role="region" aria-labelledby="${caption}" tabindex="0"><table role="table"${block.columns.length === 2 && html` class="pairs"`}><caption id="${caption}" dir="auto">${block.caption}</caption><thead role="rowgroup"><tr role="row">${block.columns.map(
        (column) => html`<th scope="col" role="columnheader" dir="auto">${column}</th>`,
      )}</tr></thead><tbody role="rowgroup">${block.rows.map((row, at) => {
        const line = block.lines?.[at];
        return html`<tr role="row"${line?.tone && html` class="tone-${line.tone}"`}>${row.map(
          (cell, column) =>
            drawCell(cell, block.columns[column], column === 0 ? { path: line?.path } : undefined),
        )}</tr>`;
      })}</tbody></table></div></div>`;
    }
    case 'bars':
      return drawBars(block, `bars-${index}`);
    case 'filters':
      return drawFilters(block);
    case 'signature':
      return html`<div class="signature"><p class="signature-name" dir="auto">${block.name}</p><ul class="signature-lines">${block.lines.map(
        (line) => html`<li dir="auto">${line}</li>`,
      )}</ul></div>`;
    case 'heading':
      return html`<h2 class="block-heading" id="part-${index}" dir="auto">${block.text}</h2>`;
    default:
      return drawBlock(block, pen, 2);
  }
}

/** The lengths are for the eye only: beside each stands in words what it shows. */
function drawBars({ caption, bars }: Extract<DocumentBlock, { kind: 'bars' }>, id: string): Html {
  return html`<figure class="bars" aria-labelledby="${id}"><figcaption id="${id}" dir="auto">${caption}</figcaption><ul role="list">${bars.map(
    ({ label, value, of, says, tone }) =>
      html`<li class="bar tone-${tone ?? 'info'}"><span class="bar-label" dir="auto">${label}</span><svg class="bar-line" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect class="bar-whole" width="100" height="10"/><rect class="bar-part" width="${percentOf(value, of)}" height="10"/></svg><span class="bar-says" dir="auto">${says}</span></li>`,
  )}</ul></figure>`;
}

function percentOf(value: number, of: number): number {
  if (of <= 0) return 0;
  return Math.round(Math.min(Math.max(value / of, 0), 1) * 1000) / 10;
}

/**
 * On a narrow screen every row becomes a card and each cell bears its column's name. The roles stand there because a
 * table that is laid out otherwise is no table to some screen readers.
 */
function drawCell(
  cell: string,
  column: string | undefined,
  first: { readonly path: string | undefined } | undefined,
): Html {
  const label = html`<span class="cell-label" aria-hidden="true">${column ?? ''}</span>`;
  const says = first?.path === undefined ? cell : drawLink(cell, first.path, 'cell-link');
  return first
    ? html`<th scope="row" role="rowheader" dir="auto">${label}<span class="cell-text">${says}</span></th>`
    : html`<td role="cell" dir="auto">${label}<span class="cell-text">${cell}</span></td>`;
}

/** Whatever a room says, the browser gets only what it will save and never run. */
const savable = new Set(['text/csv', 'text/plain', 'application/json', 'application/pdf']);

export function fileHeaders(file: Extract<Document, { kind: 'file' }>): Readonly<Record<string, string>> {
  const type = savable.has(file.mediaType) ? file.mediaType : 'application/octet-stream';
  const plain = file.name.replace(/[^\w.-]+/g, '_');
  return {
    'Content-Type': type.startsWith('text/') ? `${type}; charset=utf-8` : type,
    'Content-Disposition': `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    'X-Content-Type-Options': 'nosniff',
  };
}
