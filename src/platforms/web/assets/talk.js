/** Asking the server: JSON answers, one retry with a fresh token, and words for when it cannot be reached. */

const unreachable = {
  kind: 'trouble',
  title: 'No connection',
  text: 'Safekeep could not be reached, and nothing was changed. What you typed is still here: please try again in a moment.',
};

export async function look(path) {
  return answerOf(() => fetch(path, { headers: { Accept: 'application/json' } }));
}

/** The page's token replaces the form's own: it may be newer. */
export async function send(path, body) {
  const post = () => {
    body.set('_csrf', document.body.dataset.csrf);
    return fetch(path, { method: 'POST', headers: { Accept: 'application/json' }, body });
  };
  const answer = await answerOf(post);
  if (answer.kind !== 'trouble' || answer.status !== 403) return answer;
  const news = await look('/news');
  if (news.kind !== 'news') return news;
  document.body.dataset.csrf = news.csrf;
  return answerOf(post);
}

async function answerOf(ask) {
  try {
    const response = await ask();
    const type = response.headers.get('content-type') ?? '';
    if (!type.includes('application/json')) return unreachable;
    return { ...(await response.json()), status: response.status };
  } catch {
    return unreachable;
  }
}

/** What a form holds, with the button that was pressed. */
export function bodyOf(form, submitter) {
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === 'string') body.append(name, value);
  if (submitter?.name) body.append(submitter.name, submitter.value);
  return body;
}

/** Parses markup that our own server made; scripts in it would not run, and the policy forbids them. */
export function parse(markup) {
  const template = document.createElement('template');
  template.innerHTML = markup;
  return template.content.firstElementChild;
}

/** Writes what went wrong where the person is looking; a lost session offers the door in a new tab. */
export function showTrouble(place, answer) {
  place.textContent = answer.text;
  if (answer.signIn) {
    const link = document.createElement('a');
    link.href = '/sign-in';
    link.target = '_blank';
    link.rel = 'noopener';
    link.textContent = 'Sign in in a new tab, then come back and press again.';
    place.append(' ', link);
  }
  place.hidden = false;
}
