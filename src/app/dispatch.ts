/** The one way in: identify, authorise, read the form, one transaction, reply. The single place that catches. */
import { decodeToken } from '../chat/form-token.ts';
import type { Envelope, Interaction, Reply } from '../chat/interaction.ts';
import { assertNever } from '../kernel/assert-never.ts';
import type { Clock } from '../kernel/clock.ts';
import { newErrorReference } from '../kernel/ids.ts';
import { errorFields, type Log } from '../kernel/log.ts';
import type { Policy } from '../policy/policy.ts';
import type { Store } from '../store/store.ts';
import { mayUse, viewerOf } from './access.ts';
import type { Act, Ask } from './context.ts';
import { createCeiling } from './dispatch/ceiling.ts';
import { changeOnce } from './dispatch/change-state.ts';
import { runCommand } from './dispatch/command.ts';
import { withNames } from './dispatch/form.ts';
import { hearNameless, namelessFormOf } from './dispatch/nameless.ts';
import { asItStands, type Changing, changeForm, submitForm } from './dispatch/submit.ts';
import { homeCard, welcome } from './home.ts';
import { createHouse } from './house.ts';
import type { Person } from './person.ts';
import type { Directory, Identify, Means, Reach } from './ports.ts';
import type { Registry } from './registry.ts';
import { apology, done, goodbye, notYours, refused, toStranger, unknownButton } from './replies.ts';
import { sceneAt } from './scene.ts';

export interface DispatchDeps {
  readonly store: Store;
  readonly registry: Registry;
  readonly identify: Identify;
  readonly reach: Pick<Reach, 'uninstalled'>;
  readonly directory: Directory;
  readonly policy: Policy;
  readonly policyOf: (fingerprint: string) => Promise<Policy>;
  readonly means?: Means;
  readonly clock: Clock;
  readonly log: Log;
}

export type Dispatch = (envelope: Envelope) => Promise<Reply>;

export function createDispatch(deps: DispatchDeps): Dispatch {
  const { store, registry, log } = deps;
  const house = createHouse(registry);
  const ceiling = createCeiling();
  const changing: Changing = {
    store,
    registry,
    report(error) {
      const reference = newErrorReference();
      log.error({ reference, ...errorFields(error) }, 'dispatch failed');
      return reference;
    },
    noteRefusal(ask, handler, why) {
      if (why !== undefined)
        log.warn({ personId: ask.actor.id, surface: ask.surface, handler, why }, 'click refused');
    },
  };

  function asking(actor: Person, envelope: Envelope): Ask {
    return {
      ...sceneAt({ ...deps, house }, viewerOf(actor), store, deps.clock.now()),
      actor,
      surface: envelope.surface,
    };
  }

  return async function dispatch(envelope) {
    try {
      if (isFarewell(envelope)) {
        // nobody is there to be asked or answered
        if (envelope.caller.kind === 'account') await deps.reach.uninstalled(envelope.caller);
        return refused(goodbye);
      }
      const nameless = namelessFormOf(registry, envelope.interaction);
      if (nameless)
        return await hearNameless({ ...deps, house, ceiling, report: changing.report }, nameless, envelope);
      const caller = await deps.identify(envelope.caller);
      if (!caller.ok) return toStranger(caller.problem);
      const ask = asking(caller.value, envelope);
      return await withNames(ask, await answer(changing, ask, envelope.interaction, envelope.delivery));
    } catch (error) {
      const instead = unkeptWords(registry, envelope.interaction, deps.policy);
      return { kind: 'done', tone: 'danger', text: apology(changing.report(error), instead) };
    }
  };
}

/** What to do instead, of whatever was asked for, where waiting would do harm. */
export function unkeptWords(
  registry: Registry,
  interaction: Interaction,
  policy: Policy,
): string | undefined {
  switch (interaction.kind) {
    case 'command':
      return registry.commands.get(interaction.name)?.unkept?.(policy);
    case 'open-form':
      return registry.forms.get(interaction.form)?.unkept?.(policy);
    case 'submit':
    case 'change':
      return registry.forms.get(decodeToken(interaction.token)?.form ?? '')?.unkept?.(policy);
    default:
      return undefined;
  }
}

function isFarewell({ interaction }: Envelope): boolean {
  return interaction.kind === 'lifecycle' && interaction.event === 'uninstalled';
}

async function answer(
  changing: Changing,
  ask: Ask,
  interaction: Interaction,
  delivery: string,
): Promise<Reply> {
  const { registry } = changing;
  switch (interaction.kind) {
    case 'command':
      return runCommand(registry, ask, interaction.name, interaction.text);
    case 'open-form':
      return ask.house.openForm(ask, interaction.form, interaction.subject);
    case 'submit':
      return submitForm(changing, ask, interaction.token, interaction.values);
    case 'change':
      return changeForm(changing, ask, interaction.token, interaction.changed, interaction.values);
    case 'action':
      return press(changing, ask, interaction, delivery);
    case 'options':
      return { kind: 'options', options: await matches(ask, interaction.query) };
    case 'home':
      return { kind: 'card', card: await homeCard(ask) };
    case 'look': {
      const card = await ask.house.cardOf(ask, interaction.about);
      return card ? { kind: 'card', card } : refused(notYours);
    }
    case 'lifecycle':
      return interaction.event === 'installed' ? welcome(ask) : refused(goodbye);
    case 'document': {
      const handler = registry.documents.get(interaction.document);
      const document =
        handler && mayUse(handler.access, ask.actor, ask.policy)
          ? await handler.load(ask, interaction.subject)
          : undefined;
      return document
        ? { kind: 'document', document }
        : refused('There is no such page, or it is not yours to see. Ask whoever sent you the link.');
    }
    default:
      return assertNever(interaction);
  }
}

async function press(
  changing: Changing,
  ask: Ask,
  pressed: Extract<Interaction, { kind: 'action' }>,
  delivery: string,
): Promise<Reply> {
  const handler = changing.registry.actions.get(pressed.id);
  if (!handler) return refused(unknownButton);
  if (!mayUse(handler.access, ask.actor, ask.policy)) return refused('This button is not for your role.');
  const author = { personId: ask.actor.id, surface: ask.surface, now: ask.now };
  const changed = await changeOnce(changing.store, author, `press:${ask.surface}:${delivery}`, (tx) => {
    const act: Act = { ...ask, reader: tx, tx };
    return handler.run(act, pressed.payload);
  });
  switch (changed.kind) {
    case 'done':
      return done(changed.text, changed.card);
    case 'refused':
      changing.noteRefusal(ask, handler.id, changed.why);
      return refused(changed.text, changed.card);
    case 'invalid':
      return refused(Object.values(changed.errors).join(' '));
    case 'repeat':
      return asItStands(ask, changed.about);
  }
}

async function matches(ask: Ask, query: string) {
  const people = await ask.directory.search(ask.reader, query);
  return people.map((person) => ({
    value: person.id,
    label: person.name.slice(0, 75),
    description: [person.jobTitle, person.building].filter(Boolean).join(' · ').slice(0, 75),
  }));
}
