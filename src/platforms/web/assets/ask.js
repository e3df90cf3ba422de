/** A question in a window of our own, before something is lost; Escape and the first button are a no. */

/** Resolves to true only when the second button was pressed; with `loses`, the first is the one that stands out. */
export async function agreed({ title, text, yes, no = 'Cancel', loses = false }) {
  const box = document.querySelector('[data-ask]');
  box.querySelector('#ask-title').textContent = title;
  box.querySelector('#ask-text').textContent = text;
  const second = box.querySelector('[data-yes]');
  const first = box.querySelector('[data-no]');
  second.textContent = yes;
  first.textContent = no;
  second.className = `button ${loses ? 'danger' : 'primary'} normal`;
  first.className = `button ${loses ? 'primary' : 'plain'} normal`;
  box.returnValue = 'no';
  box.showModal();
  await new Promise((resolve) => box.addEventListener('close', resolve, { once: true }));
  return box.returnValue === 'yes';
}
