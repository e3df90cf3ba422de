/** The shell of every page: head, sample banner, header with who you are, main. */
import type { Person } from '../../app/person.ts';
import { sampleWords } from '../../chat/marks.ts';
import { preloaded } from './assets.ts';
import { type Html, html } from './html.ts';
import { initialsOf } from './pen.ts';

export interface Shell {
  readonly title: string;
  readonly main: Html;
  readonly sample: boolean;
  readonly person?: Person | undefined;
  readonly csrf?: string;
  /** Picking another person is possible here. */
  readonly canSwitch?: boolean;
  /** How wide the page's middle is, and how it is laid out. */
  readonly layout: 'conversation' | 'narrow' | 'wide';
}

export function drawPage(shell: Shell): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${shell.title} · Safekeep</title>
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/app.css">
<script type="module" src="/assets/app.js"></script>
${preloaded.map((path) => html`<link rel="modulepreload" href="${path}">`)}
</head>
<body class="layout-${shell.layout}" data-csrf="${shell.csrf ?? ''}">
<a class="skip" href="#main">Skip to the main part</a>
<header class="masthead">${shell.sample && html`<p class="banner">${sampleWords}</p>`}<div class="top"><a class="brand" href="/" aria-label="Safekeep">${mark}<span>Safekeep</span></a>${shell.person && who(shell, shell.person)}</div></header>
<main id="main" tabindex="-1">
${shell.main}
</main>
</body>
</html>
`.toString();
}

function who(shell: Shell, person: Person): Html {
  return html`<div class="who"><span class="avatar" aria-hidden="true">${initialsOf(person.name)}</span><span class="who-words"><span class="who-name" dir="auto">${person.name}</span><span class="who-title" dir="auto">${person.jobTitle}</span></span>${
    shell.canSwitch &&
    html`<a class="button quiet small" href="/pick"><span>Switch<span class="wide-only"> person</span></span></a>`
  }<form method="post" action="/sign-out"><input type="hidden" name="_csrf" value="${shell.csrf ?? ''}"><button class="button quiet small">Sign out</button></form></div>`;
}

const mark = html`<svg class="mark" viewBox="0 0 32 32" width="28" height="28" aria-hidden="true" focusable="false"><path class="mark-back" d="M16 2 4 6.5v9C4 23 9 28 16 30.5 23 28 28 23 28 15.5v-9z"/><path class="mark-front" d="M16 10a4 4 0 0 0-2 7.46V22h4v-4.54A4 4 0 0 0 16 10z"/></svg>`;
