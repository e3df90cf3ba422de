/** Pick who you are: only for the sample district, only on this computer itself (design §2). */
import { type RequestHandler, Router } from 'express';
import { isFromHere } from '../../app/from-here.ts';
import type { Person } from '../../app/person.ts';
import { isOurs } from './guard.ts';
import { type Html, html } from './html.ts';
import { endSession, startSession, type Visit, visitOf } from './identity.ts';
import { one, readPosted } from './inbound.ts';
import { maxQuery } from './limits.ts';
import { drawNamelessWays } from './nameless.ts';
import { drawPage } from './page.ts';
import { initialsOf } from './pen.ts';
import { nextPath } from './sign-in.ts';
import type { Surroundings } from './surface.ts';
import { showTrouble, troubles } from './trouble.ts';

export function pickRoutes(web: Surroundings): Router {
  const router = Router();
  const sample = web.allowPick ? web.doors.sample : undefined;
  const nameOf: NameOf = (role) => roleWords(web, role);

  /** Absent is the answer where it is off; where it is on, strangers are told why not. */
  const fence: RequestHandler = (req, res, next) => {
    if (!sample) showTrouble(web, req, res, troubles.notFound);
    else if (!isFromHere(req)) showTrouble(web, req, res, troubles.pickRefused);
    else next();
  };

  router.get('/pick', fence, async (req, res) => {
    const visit = await visitOf(web, req, res);
    const query = typeof req.query.q === 'string' ? req.query.q.slice(0, maxQuery) : '';
    const people = (await sample?.people()) ?? [];
    res.send(
      drawPage({
        title: 'Pick who you are',
        sample: true,
        person: visit.person,
        csrf: visit.csrf,
        layout: 'wide',
        main: html`${drawNamelessWays(web.deps.namelessForms)}${drawPick(
          people.filter((person) => fits(person, query, nameOf)),
          visit,
          { query, next: nextPath(req.query.next) },
          nameOf,
        )}`,
      }),
    );
  });

  router.post('/pick', fence, async (req, res) => {
    const visit = await visitOf(web, req, res);
    const posted = readPosted(req.body);
    if (!posted || !isOurs(req, visit, posted, web.deps.publicUrl))
      return showTrouble(web, req, res, troubles.notOurs);
    const session = await sample?.pick(one(posted, 'person').slice(0, 64));
    const next = nextPath(one(posted, 'next'));
    if (!session) return res.redirect(303, `/pick?next=${encodeURIComponent(next)}`);
    if (visit.person) await endSession(web, visit, res);
    startSession(web, res, session);
    res.redirect(303, next);
  });

  return router;
}

type NameOf = (role: string) => string;

function fits(person: Person, query: string, nameOf: NameOf): boolean {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const text = searchText(person, nameOf);
  return words.every((word) => text.includes(word));
}

function searchText(person: Person, nameOf: NameOf): string {
  return [person.name, person.jobTitle, person.building ?? '', ...person.roles.map(nameOf)]
    .join(' ')
    .toLowerCase();
}

/** The plan's name of a role, or its id as words. */
function roleWords(web: Surroundings, role: string): string {
  const words = role.replaceAll('_', ' ');
  const shown = words.length < 3 ? words.toUpperCase() : words.charAt(0).toUpperCase() + words.slice(1);
  return web.roleNames?.[role] ?? shown;
}

function drawPick(
  people: readonly Person[],
  visit: Visit,
  { query, next }: { readonly query: string; readonly next: string },
  nameOf: NameOf,
): Html {
  const groups = byBuilding(people);
  const names = [...groups.keys()].sort((a, b) => a.localeCompare(b));
  return html`<div class="pick"><h1>Pick who you are</h1><p class="lead">This is a sample district. Be a teacher who asks for data, the coordinator who classifies it, a data steward who answers, and switch whenever you like.</p>
<form class="search" method="get" action="/pick" role="search" data-filter><input type="hidden" name="next" value="${next}"><label class="visually-hidden" for="pick-search">Search by name, title or role</label><input class="input" id="pick-search" type="search" name="q" value="${query}" placeholder="Search by name, title or role" autocomplete="off"><button class="button plain normal without-script">Search</button></form>
<p class="none" role="status" data-none${people.length > 0 && html` hidden`}>Nobody fits these words.</p>
<form method="post" action="/pick"><input type="hidden" name="_csrf" value="${visit.csrf}"><input type="hidden" name="next" value="${next}">${names.map(
    (name, index) => {
      const group = [...(groups.get(name) ?? [])].sort(
        (a, b) => b.roles.length - a.roles.length || a.name.localeCompare(b.name),
      );
      return html`<section class="building" aria-labelledby="building-${index}" data-group><h2 id="building-${index}" dir="auto">${name}</h2><ul class="people-grid">${group.map(
        (person) => html`<li data-words="${searchText(person, nameOf)}">${drawPerson(person, nameOf)}</li>`,
      )}</ul></section>`;
    },
  )}</form></div>`;
}

function byBuilding(people: readonly Person[]): ReadonlyMap<string, readonly Person[]> {
  const groups = new Map<string, Person[]>();
  for (const person of people) {
    const name = person.building ?? 'No building';
    groups.set(name, [...(groups.get(name) ?? []), person]);
  }
  return groups;
}

function drawPerson(person: Person, nameOf: NameOf): Html {
  return html`<button class="person" name="person" value="${person.id}"><span class="avatar" aria-hidden="true">${initialsOf(person.name)}</span><span class="person-words"><span class="person-name" dir="auto">${person.name}</span><span class="person-title" dir="auto">${person.jobTitle}</span>${
    person.roles.length > 0 &&
    html`<span class="person-roles">${person.roles.map((role) => html`<span class="tag">${nameOf(role)}</span>`)}</span>`
  }${person.status === 'leave' && html`<span class="tag away">On leave</span>`}</span></button>`;
}
