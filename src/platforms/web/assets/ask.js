/** A question in a window of our own, before something is lost; Escape and the first button are a no. */

/** Resolves to true only when the second button was pressed. */
export async function agreed({ title, text, yes, no = 'Cancel' }) {
  const box = document.querySelector('[data-ask]');
  box.querySelector('#ask-title').textContent = title;
  box.querySelector('#ask-text').textContent = text;
  box.querySelector('[data-yes]').textContent = yes;
  box.querySelector('[data-no]').textContent = no;
  box.returnValue = 'no';
  box.showModal();
  await new Promise((resolve) => box.addEventListener('close', resolve, { once: true }));
  return box.returnValue === 'yes';
}
