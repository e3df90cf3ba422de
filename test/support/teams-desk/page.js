/* global AdaptiveCards */
/** The chat, its cards and dialogs, as a Teams client handles them. */
import { element, elementsOf, hostConfig, withPickers } from './cards.js';

const find = (id) => document.getElementById(id);
const [chat, who, where, dialog] = ['chat', 'who', 'where', 'dialog'].map(find);
const cardType = 'application/vnd.microsoft.card.adaptive';
const people = await (await fetch('/people')).json();
const me = () => people.find(({ id }) => id === who.value);
const conversation = () => (where.value === 'personal' ? me().personal : where.value);

who.append(...people.map(({ id, name, title }) => new Option(`${name} (${title})`, id)));
const asked = new URLSearchParams(location.search).get('as');
if (asked) who.value = people.find(({ name }) => name === asked).id;

async function post(path, body) {
  const answer = await fetch(path, {
    method: 'POST',
    body: JSON.stringify({ as: who.value, conversation: conversation(), ...body }),
  });
  return answer.json();
}

const invoke = (name, value, replyToId) => post('/invoke', { name, value, replyToId });

async function search(dataset, queryText) {
  const { body } = await invoke('application/search', {
    kind: 'search',
    queryText,
    queryOptions: { skip: 0, top: 15 },
    dataset,
  });
  return body?.value?.results ?? [];
}

/** `press` is told of each button that is not a link. */
function drawCard(content, press) {
  const card = new AdaptiveCards.AdaptiveCard();
  card.hostConfig = hostConfig();
  const context = new AdaptiveCards.SerializationContext(AdaptiveCards.Versions.v1_5);
  context.setElementRegistry(elementsOf(search));
  card.parse(withPickers(content), context);
  card.onExecuteAction = (action) => {
    if (action.getJsonTypeName() === 'Action.OpenUrl') open(action.url, '_blank');
    else press(action);
  };
  const drawn = card.render();
  drawn.classList.add('card');
  return drawn;
}

/** One message of the chat, drawn when it is new or changed. */
function drawSaid({ id, from, body }) {
  const mine = from === who.value;
  const box = element('div', `said ${mine ? 'mine' : 'bot'}`);
  box.dataset.id = id;
  if (body.text) box.append(element('div', 'text', body.text));
  for (const { contentType, content } of body.attachments ?? [])
    if (contentType === cardType) showIn(box, content, id);
  return box;
}

function showIn(box, content, id) {
  const hint = element('div', 'hint');
  const drawn = drawCard(content, (action) => onMessage(action, id, { box, hint }));
  box.replaceChildren(drawn, hint);
  box.refresh = content.refresh;
}

async function onMessage(action, id, { box, hint }) {
  const data = action.data ?? {};
  if (action.getJsonTypeName() === 'Action.Execute') {
    hint.textContent = '…';
    return execute({ verb: action.verb, data }, 'manual', id, { box, hint });
  }
  if (data.msteams?.type === 'task/fetch')
    return showDialog(await invoke('task/fetch', { data, context: { theme: 'default' } }, id), hint);
  await post('/say', { value: data, replyToId: id });
}

async function execute({ verb, data }, trigger, id, { box, hint }) {
  const { status, body } = await invoke(
    'adaptiveCard/action',
    { action: { type: 'Action.Execute', id: '', verb, data }, trigger },
    id,
  );
  if (body?.type === cardType) showIn(box, body.value, id);
  else hint.textContent = trigger === 'manual' ? (body?.value ?? `Something went wrong (${status})`) : '';
}

function showDialog({ status, body }, hint) {
  const task = body?.task;
  if (task?.type === 'continue') {
    const { title, card, width, height } = task.value;
    find('dialog-title').textContent = title;
    find('dialog-card').replaceChildren(drawCard(card.content, inDialog));
    dialog.className = typeof width === 'string' ? width : '';
    dialog.dataset.height = height;
    if (!dialog.open) dialog.showModal();
    find('dialog-card').scrollTo(0, 0);
    dialog.scrollTo(0, 0);
  } else if (task?.type === 'message') {
    dialog.close();
    alert(task.value);
  } else if (body === undefined && status === 200) dialog.close();
  else if (hint) hint.textContent = `Something went wrong (${status})`;
  else alert(`Something went wrong (${status})`);
}

async function inDialog(action) {
  dialog.classList.add('busy');
  showDialog(await invoke('task/submit', { data: action.data ?? {}, context: { theme: 'default' } }));
}

const drawn = new Map();
async function look() {
  const said = await (await fetch(`/chat?in=${encodeURIComponent(conversation())}`)).json();
  const ids = new Set(said.map(({ id }) => id));
  for (const [id, { box }] of drawn)
    if (!ids.has(id)) {
      box.remove();
      drawn.delete(id);
    }
  for (const one of said) {
    const was = drawn.get(one.id);
    const text = JSON.stringify(one.body);
    if (was?.text === text) continue;
    const box = drawSaid(one);
    if (was) was.box.replaceWith(box);
    else {
      chat.append(box);
      chat.scrollTo(0, chat.scrollHeight);
    }
    drawn.set(one.id, { box, text });
    const { refresh } = box;
    if (was || !refresh?.userIds?.includes(who.value)) continue;
    const hint = element('div', 'hint');
    await execute(refresh.action, 'automatic', one.id, { box, hint });
  }
}

function begin() {
  drawn.clear();
  chat.replaceChildren();
}
who.addEventListener('change', begin);
where.addEventListener('change', begin);
find('close').addEventListener('click', () => dialog.close());
find('install').addEventListener('click', () => post('/install', { action: 'add' }));
find('remove').addEventListener('click', () => post('/install', { action: 'remove' }));
find('say').addEventListener('submit', async (event) => {
  event.preventDefault();
  const text = find('text').value.trim();
  find('text').value = '';
  if (text) await post('/say', { text });
});
async function watch() {
  await look().catch(() => {});
  setTimeout(watch, 300);
}
await watch();
