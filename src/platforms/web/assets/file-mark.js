/** Reads the SHA-256 of a file on this machine. Nothing here asks the network for anything. */

/** The browser reads a file whole before it can be marked, so a very large one would take all memory. */
const most = 512 * 1024 * 1024;

const byHand =
  'Let your computer read it instead: on Windows “certutil -hashfile FILE SHA256”, on a Mac “shasum -a 256 FILE”, on Linux “sha256sum FILE”. Then paste the 64 characters.';

export function wireFileMarks() {
  document.addEventListener('change', (event) => {
    if (event.target.matches?.('[data-file-mark-box]')) read(event.target);
  });
  document.addEventListener('click', (event) => {
    const button = event.target.closest?.('[data-copy-mark]');
    if (button) copy(button);
  });
}

async function read(box) {
  const place = box.closest('[data-file-mark]');
  const into = document.getElementById(place.dataset.fileMark);
  const says = place.querySelector('[data-file-mark-says]');
  const file = box.files[0];
  if (!file) return;
  put(into, '');
  if (file.size > most) {
    says.textContent = `This file is larger than 512 MB, too large for this page. ${byHand}`;
    return;
  }
  if (!window.isSecureContext || !crypto.subtle) {
    says.textContent = `This page was not reached by https, so the browser reads no marks. ${byHand}`;
    return;
  }
  says.textContent = `Reading ${file.name}…`;
  try {
    const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
    // another file may have been chosen meanwhile
    if (box.files[0] !== file) return;
    put(into, [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join(''));
    says.textContent = `The mark of ${file.name} is read.`;
  } catch {
    says.textContent = `${file.name} could not be read. Choose it again; if it is still being saved, wait a moment.`;
  }
}

/** As if it had been typed: errors that go when a field is mended, and buttons that wait for a mark, hear of it. */
function put(into, mark) {
  into.value = mark;
  into.dispatchEvent(new Event('input', { bubbles: true }));
  for (const button of document.querySelectorAll(`[data-copy-mark="${CSS.escape(into.id)}"]`))
    button.disabled = mark === '';
}

async function copy(button) {
  const from = document.getElementById(button.dataset.copyMark);
  const said = button.parentElement.querySelector('[data-copied]');
  try {
    await navigator.clipboard.writeText(from.value);
    said.textContent = 'Copied.';
  } catch {
    from.select();
    said.textContent = 'It is selected: copy it with your keyboard.';
  }
}
