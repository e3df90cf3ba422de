/** Everything a signed-in person does: look, type, open and send forms, press buttons, read documents. */
import { type Request, type Response, Router } from 'express';
import { isFromHere } from '../../app/from-here.ts';
import type { Person } from '../../app/person.ts';
import type { CommandListing } from '../../app/ports.ts';
import { ifWorried } from '../../app/replies.ts';
import { fileMarkLabel, fileMarkPath } from '../../chat/file-mark.ts';
import type { Interaction, Reply } from '../../chat/interaction.ts';
import { readLine } from '../../chat/typed-line.ts';
import { drawAsk } from './action.ts';
import { answer, penOf, shellOf, wantsFragment } from './answer.ts';
import { drawSaid, takeSaid, wayIn } from './back.ts';
import { conversationPage, newsFor } from './conversation.ts';
import { drawDocument, layoutOf } from './document.ts';
import { drawFileMarkPage } from './file-mark.ts';
import { isOurs } from './guard.ts';
import { html } from './html.ts';
import { type Visit, visitOf } from './identity.ts';
import { envelopeOf, one, type Posted, readPayload, readPosted, readTyped, readValues } from './inbound.ts';
import { maxCommand, maxQuery } from './limits.ts';
import { drawPage } from './page.ts';
import { settle } from './settle-people.ts';
import type { Surroundings } from './surface.ts';
import { showTrouble, troubles } from './trouble.ts';

/** Said to words that begin no command; what was typed stays in the box. */
function onlyCommands(commands: readonly CommandListing[]): Reply {
  const worry = ifWorried(commands, (command) => `/${command}`);
  return {
    kind: 'done',
    tone: 'warning',
    text: 'I only understand commands, and they begin with “/”. Type “/” to choose one, or “/safekeep help” to see them all.',
    ...(worry ? { card: worry } : {}),
  };
}

interface Seated {
  readonly visit: Visit;
  readonly person: Person;
}

export function talkRoutes(web: Surroundings): Router {
  const router = Router();
  const { deps } = web;

  function ask(person: Person, interaction: Interaction, nonce?: string): Promise<Reply> {
    return deps.dispatch(envelopeOf(deps.clock, person.id, interaction, nonce));
  }

  /** A page for somebody signed in; others are led to the door that is open to them, and back. */
  async function seated(req: Request, res: Response): Promise<Seated | undefined> {
    const visit = await visitOf(web, req, res);
    if (visit.person) return { visit, person: visit.person };
    const next = `?next=${encodeURIComponent(req.originalUrl)}`;
    if (wantsFragment(req)) showTrouble(web, req, res, troubles.signedOut);
    else if (web.allowPick && web.doors.sample && isFromHere(req))
      res.redirect(303, req.originalUrl === '/' ? '/pick' : `/pick${next}`);
    else res.redirect(303, `/sign-in${next}`);
    return undefined;
  }

  /** A change by somebody signed in: session, origin and token all fit. */
  async function posting(req: Request, res: Response): Promise<(Seated & { posted: Posted }) | undefined> {
    const visit = await visitOf(web, req, res);
    const posted = readPosted(req.body);
    if (!posted) showTrouble(web, req, res, troubles.unreadable);
    else if (!visit.person) showTrouble(web, req, res, troubles.signedOut);
    else if (!isOurs(req, visit, posted, deps.publicUrl)) showTrouble(web, req, res, troubles.notOurs);
    else return { visit, person: visit.person, posted };
    return undefined;
  }

  router.get('/', async (req, res) => {
    const here = await seated(req, res);
    if (here) res.send(await conversationPage({ web, visit: here.visit }, []));
  });

  router.get('/news', async (req, res) => {
    const here = await seated(req, res);
    if (here) res.json(await newsFor(web, here.person, penOf({ web, visit: here.visit })));
  });

  router.get('/events', async (req, res) => {
    const { person, token } = await visitOf(web, req, res);
    if (!person || token === undefined) return showTrouble(web, req, res, troubles.signedOut);
    web.streams.open(
      res,
      token,
      person.id,
      async () => (await web.doors.personOfSession(token)) !== undefined,
    );
  });

  router.post('/say', async (req, res) => {
    const here = await posting(req, res);
    if (!here) return;
    const typed = one(here.posted, 'text');
    const line = readLine(typed.slice(0, maxCommand), deps.commands);
    if (!line) return res.redirect(303, '/');
    if (!line.isCommand)
      return answer({ web, req, res, visit: here.visit, command: typed }, onlyCommands(deps.commands));
    const { name, text } = line;
    const reply = await ask(here.person, { kind: 'command', name, text }, one(here.posted, '_nonce'));
    await answer({ web, req, res, visit: here.visit, command: typed }, reply);
  });

  router.get('/forms/:form', async (req, res) => {
    const here = await seated(req, res);
    if (!here) return;
    const subject = readPayload(readPosted(req.query) ?? {}, 'p.');
    const reply = await ask(here.person, { kind: 'open-form', form: req.params.form, subject });
    const way = wayIn(readPosted(req.query) ?? {});
    await answer({ web, req, res, visit: here.visit, way }, reply);
  });

  router.post('/forms', async (req, res) => {
    const here = await posting(req, res);
    if (!here) return;
    const { values, typed, faults } = await settle(readValues(here.posted), readTyped(here.posted), (query) =>
      ask(here.person, { kind: 'options', query }),
    );
    const submit = { kind: 'submit', token: one(here.posted, 'token'), values } as const;
    const reply = await ask(here.person, submit, one(here.posted, '_nonce'));
    await answer({ web, req, res, visit: here.visit, typed, faults, way: wayIn(here.posted) }, reply);
  });

  router.post('/forms/change', async (req, res) => {
    const here = await posting(req, res);
    if (!here) return;
    const values = readValues(here.posted);
    const change = {
      kind: 'change',
      token: one(here.posted, 'token'),
      changed: one(here.posted, 'changed').slice(0, 80),
      values,
    } as const;
    const reply = await ask(here.person, change, one(here.posted, '_nonce'));
    const way = wayIn(here.posted);
    await answer({ web, req, res, visit: here.visit, typed: readTyped(here.posted), way }, reply);
  });

  router.post('/actions/:id', async (req, res) => {
    const here = await posting(req, res);
    if (!here) return;
    const payload = readPayload(here.posted, 'p.');
    const way = wayIn(here.posted);
    const yes = one(here.posted, '_ask.yes');
    if (yes !== '') {
      const asked = { web, visit: here.visit };
      const ask = { title: one(here.posted, '_ask.title'), text: one(here.posted, '_ask.text'), yes };
      const main = drawAsk(req.params.id, payload, ask, penOf(asked), way);
      res.send(drawPage({ ...shellOf(asked), title: ask.title, layout: 'narrow', main }));
      return;
    }
    const press = { kind: 'action', id: req.params.id, payload } as const;
    const reply = await ask(here.person, press, one(here.posted, '_nonce'));
    await answer({ web, req, res, visit: here.visit, way }, reply);
  });

  router.get('/people', async (req, res) => {
    const here = await seated(req, res);
    if (!here) return;
    const query = typeof req.query.q === 'string' ? req.query.q.slice(0, maxQuery) : '';
    await answer({ web, req, res, visit: here.visit }, await ask(here.person, { kind: 'options', query }));
  });

  router.get(fileMarkPath, async (req, res) => {
    const here = await seated(req, res);
    if (!here) return;
    const shell = shellOf({ web, visit: here.visit });
    res.send(drawPage({ ...shell, title: fileMarkLabel, layout: 'narrow', main: drawFileMarkPage() }));
  });

  router.get('/cases/:kind/:id', async (req, res) => {
    const here = await seated(req, res);
    if (!here) return;
    const { kind, id } = req.params;
    const reply = await ask(here.person, { kind: 'look', about: { kind, id } });
    if (reply.kind === 'card') await answer({ web, req, res, visit: here.visit }, reply);
    else if (reply.kind === 'done')
      showTrouble(web, req, res, { status: 404, title: 'This cannot be shown', text: reply.text });
  });

  router.get('/documents/:id', async (req, res) => {
    const here = await seated(req, res);
    if (!here) return;
    const subject = readPayload(readPosted(req.query) ?? {}, '');
    const reply = await ask(here.person, { kind: 'document', document: req.params.id, subject });
    const asked = { web, req, res, visit: here.visit };
    const said = takeSaid(deps.publicUrl, req, res, here.visit);
    if (reply.kind === 'document' && reply.document.kind === 'page') {
      const pen = penOf({ ...asked, way: { path: req.originalUrl } });
      const main = html`${said && drawSaid(said)}${drawDocument(reply.document, pen)}`;
      res.send(
        drawPage({ ...shellOf(asked), title: reply.document.title, layout: layoutOf(reply.document), main }),
      );
    } else if (reply.kind === 'done' && said) {
      // what was done may have closed the page to whoever did it
      await answer(asked, { kind: 'done', ...said });
    } else if (reply.kind === 'done') {
      showTrouble(web, req, res, { status: 404, title: 'This page cannot be shown', text: reply.text });
    } else await answer(asked, reply);
  });

  return router;
}
