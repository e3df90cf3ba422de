/** Choosing a file to read its mark: beside a field, or on a page of its own for whoever fills in a form in chat. */
import { fileMarkLabel } from '../../chat/file-mark.ts';
import { type Html, html } from './html.ts';

/** The box for the file has no name, so that no form ever sends it; the script puts the mark into the control `into`. */
export function drawFileChooser(into: string): Html {
  return html`<div class="file-mark needs-script" data-file-mark="${into}"><label class="file-mark-label" for="${into}-file">Choose the file; its mark is read on this machine, and no part of the file is sent</label><input class="file-mark-box" type="file" id="${into}-file" data-file-mark-box aria-describedby="${into}-file-says"><p class="file-mark-says" id="${into}-file-says" role="status" data-file-mark-says></p></div>`;
}

export function drawFileMarkPage(): Html {
  const id = 'file-mark-value';
  return html`<article class="document"><header class="document-head"><h1>${fileMarkLabel}</h1></header>
<p class="text">Two files are the same, to the last character, when their marks are. Whoever makes a file for a data request gives its mark, and whoever checks it compares the mark of their own copy.</p>
<p class="text">The file stays on this machine: this page reads it here, and no part of it is sent anywhere.</p>
<noscript><p class="note tone-warning">This page needs JavaScript. Without it, let your computer read the mark: on Windows <code>certutil -hashfile FILE SHA256</code>, on a Mac <code>shasum -a 256 FILE</code>, on Linux <code>sha256sum FILE</code>.</p></noscript>
${drawFileChooser(id)}
<div class="field needs-script"><label class="label" for="${id}">The file’s mark</label><input class="input" type="text" id="${id}" readonly dir="ltr" autocomplete="off" spellcheck="false" aria-describedby="${id}-copied"><p class="file-mark-copy"><button type="button" class="button primary normal" data-copy-mark="${id}" disabled>Copy the mark</button> <span id="${id}-copied" role="status" data-copied></span></p></div>
</article>`;
}
