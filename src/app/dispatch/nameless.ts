/** Forms that ask nobody who they are: no one is identified, and what is kept has no finer time than the hour. */
import type { FormToken } from '../../chat/form.ts';
import { decodeToken } from '../../chat/form-token.ts';
import type { Envelope, Interaction, Reply } from '../../chat/interaction.ts';
import type { Clock, Temporal } from '../../kernel/clock.ts';
import { sha256 } from '../../kernel/hash.ts';
import { newId } from '../../kernel/ids.ts';
import type { Store } from '../../store/store.ts';
import { outsiderViewer } from '../access.ts';
import type { NamelessDone, NamelessForm } from '../feature.ts';
import { openNameless } from '../open-form.ts';
import type { Registry } from '../registry.ts';
import { alreadyDone, apology, done, planChanged, refused, unreadableToken } from '../replies.ts';
import { type SceneDeps, sceneAt } from '../scene.ts';
import type { Ceiling } from './ceiling.ts';
import { changeOnce } from './change-state.ts';
import { drawAgain, readAgain, withNote } from './form.ts';
import { effectKey } from './submit.ts';

export interface NamelessDeps extends SceneDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly ceiling: Ceiling;
  readonly report: (error: unknown) => string;
}

/** The nameless form that this is about, if it is about one. */
export function namelessFormOf(registry: Registry, interaction: Interaction): NamelessForm | undefined {
  switch (interaction.kind) {
    case 'command': {
      // Before anybody is identified: an account that was never seen would leave a row by that, with its time.
      const typed = interaction.text.trim().split(/\s+/u)[0]?.toLowerCase();
      const word = registry.wordsOf(interaction.name).find((one) => one.word === typed);
      return word?.nameless === undefined ? undefined : registry.namelessForms.get(word.nameless);
    }
    case 'open-form':
      return registry.namelessForms.get(interaction.form);
    case 'submit':
    case 'change':
      return registry.namelessForms.get(decodeToken(interaction.token)?.form ?? '');
    default:
      return undefined;
  }
}

/** The envelope's caller and delivery are not looked at: they could name whoever sent it. */
export async function hearNameless(
  deps: NamelessDeps,
  form: NamelessForm,
  { interaction }: Pick<Envelope, 'interaction'>,
): Promise<Reply> {
  if (interaction.kind !== 'submit' && interaction.kind !== 'change') return openNameless(form, deps.policy);
  const sent = decodeToken(interaction.token);
  if (!sent) return refused(unreadableToken);
  const token = { ...sent, policy: deps.policy.fingerprint };
  const drawn = form.open(deps.policy);
  const raw = interaction.values;
  if (interaction.kind === 'change') return { kind: 'form', open: drawAgain(drawn, token, raw) };
  if (token.policy !== sent.policy)
    return { kind: 'invalid', open: drawAgain(withNote(drawn, 'warning', planChanged), token, raw) };
  const now = hourOf(deps.clock.now());
  const read = readAgain(drawn, token, raw, form.check?.(deps.policy, now, raw) ?? {}, true);
  if (!read.ok) return { kind: 'invalid', open: read.open };
  if (!deps.ceiling.takes(form.id, now, form.mostAnHour)) {
    const note = `More came in than can be read this hour, so this one was not looked at. ${form.unkept(deps.policy)}`;
    return { kind: 'invalid', open: drawAgain(withNote(drawn, 'danger', note), token, raw) };
  }
  try {
    const author = { personId: null, surface: 'nameless', now, coarse: true } as const;
    const secret = token.instance;
    let shown: NamelessDone | undefined;
    const changed = await changeOnce(deps.store, author, onceKeyOf(token), async (tx) => {
      const outcome = await form.submit(
        { ...sceneAt(deps, outsiderViewer(''), tx, now), tx, secret },
        read.values as never,
      );
      shown = outcome.kind === 'done' ? outcome : undefined;
      if (outcome.kind === 'done' && read.overruled.length > 0)
        tx.audit({
          what: 'student-data.overruled',
          ...(outcome.about ? { about: outcome.about } : {}),
          facts: { form: form.id, fields: read.overruled },
        });
      return outcome;
    });
    if (changed.kind === 'repeat') {
      const scene = { ...sceneAt(deps, outsiderViewer(''), deps.store, now), secret };
      const again = await form.repeat?.(scene, read.values as never);
      return again ? answerOf(form, token, again) : done(alreadyDone);
    }
    if (changed.kind === 'invalid')
      return { kind: 'invalid', open: drawAgain(drawn, token, raw, changed.errors) };
    if (changed.kind === 'refused') return refused(changed.text, changed.card);
    return answerOf(form, token, shown ?? changed);
  } catch (error) {
    const note = apology(deps.report(error), form.unkept(deps.policy));
    return { kind: 'invalid', open: drawAgain(withNote(drawn, 'danger', note), token, raw) };
  }
}

function answerOf(form: NamelessForm, token: FormToken, { text, card, page }: NamelessDone): Reply {
  return {
    ...{ kind: 'done', tone: 'good', text },
    ...(card ? { card } : {}),
    ...(page
      ? {
          page: {
            open: {
              form: page.form,
              token: { ...token, form: form.id, instance: newId() },
              ...{ errors: {}, marked: {} },
            },
            ...(page.below ? { below: page.below } : {}),
          },
        }
      : {}),
  };
}

/** The form's own instance is the sender's secret: what is kept of it leads nowhere. */
function onceKeyOf(token: FormToken): string {
  return effectKey({ ...token, instance: sha256(token.instance) });
}

/** The beginning of the hour, in UTC: a finer time could say who sat at which screen. */
function hourOf(now: Temporal.Instant): Temporal.Instant {
  return now.round({ smallestUnit: 'hour', roundingMode: 'floor' });
}
