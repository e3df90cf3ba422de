/** Submitting a form, and keeping its draft: nothing typed is lost, nothing half-written is stored. */

import type { Form, FormToken, OpenForm, RawValues } from '../../chat/form.ts';
import { decodeToken } from '../../chat/form-token.ts';
import type { Reply } from '../../chat/interaction.ts';
import { findOnce } from '../../store/once.ts';
import type { Store } from '../../store/store.ts';
import { mayUse } from '../access.ts';
import type { Act, Ask } from '../context.ts';
import type { FormHandler } from '../feature.ts';
import type { Registry } from '../registry.ts';
import { alreadyDone, apology, done, planChanged, refused, unreadableToken } from '../replies.ts';
import { changeOnce } from './change-state.ts';
import { drawAgain, readAgain, withNote } from './form.ts';

export interface Changing {
  readonly store: Store;
  readonly registry: Registry;
  /** Logs a fault and returns the reference that ties the apology to it. */
  readonly report: (error: unknown) => string;
  /** Ids and codes alone, so that clicks which nobody was offered are noticed. */
  readonly noteRefusal: (ask: Ask, handler: string, why: string | undefined) => void;
}

interface Found {
  readonly handler: FormHandler;
  readonly token: FormToken;
  readonly form: Form;
}

/** The token is never trusted: the handler is looked up, the person authorised and the form drawn again. */
async function find(
  registry: Registry,
  ask: Ask,
  tokenText: string,
): Promise<Found | (Reply & { readonly why?: string })> {
  const token = decodeToken(tokenText);
  const handler = token && registry.forms.get(token.form);
  if (!token || !handler) return refused(unreadableToken);
  if (!mayUse(handler.access, ask.actor, ask.policy)) return refused('This form is not open to your role.');
  const form = await handler.open(ask, token.subject);
  if ('refused' in form)
    return { ...refused(form.refused, form.card), ...(form.why === undefined ? {} : { why: form.why }) };
  return { handler, token, form };
}

export async function submitForm(
  changing: Changing,
  ask: Ask,
  tokenText: string,
  raw: RawValues,
): Promise<Reply> {
  const found = await find(changing.registry, ask, tokenText);
  if ('kind' in found) {
    const token = decodeToken(tokenText);
    const before = await repeatOf(changing, ask, token);
    if (!before && token && changing.registry.forms.has(token.form))
      changing.noteRefusal(ask, token.form, found.why);
    return before ?? found;
  }
  const { handler, form } = found;
  const token = { ...found.token, policy: ask.policy.fingerprint };
  const again = (open: OpenForm) => comesBack(changing, ask, token, open);
  if (token.policy !== found.token.policy)
    return again(drawAgain(withNote(form, 'warning', planChanged), token, raw));
  const read = readAgain(form, token, raw, handler.check?.(ask, token.subject, raw) ?? {});
  if (!read.ok) return again(read.open);
  try {
    const author = { personId: ask.actor.id, surface: ask.surface, now: ask.now };
    const changed = await changeOnce(changing.store, author, effectKey(token), async (tx) => {
      const act: Act = { ...ask, reader: tx, tx };
      const outcome = await handler.submit(act, token.subject, read.values as never);
      if (outcome.kind === 'done' && read.overruled.length > 0)
        await recordOverruled(changing.registry, act, handler.id, outcome.about, read.overruled);
      return outcome;
    });
    if (changed.kind === 'done')
      return (changed.tone === 'warning' ? refused : done)(changed.text, changed.card);
    if (changed.kind === 'refused') {
      changing.noteRefusal(ask, handler.id, changed.why);
      return refused(changed.text, changed.card);
    }
    if (changed.kind === 'invalid')
      return { kind: 'invalid', open: drawAgain(form, token, raw, changed.errors) };
    return asItStands(ask, changed.about);
  } catch (error) {
    const note = apology(changing.report(error), handler.unkept?.(ask.policy));
    return { kind: 'invalid', open: drawAgain(withNote(form, 'danger', note), token, raw) };
  }
}

async function recordOverruled(
  registry: Registry,
  act: Act,
  form: string,
  about: { readonly kind: string; readonly id: string } | undefined,
  fields: readonly string[],
): Promise<void> {
  act.tx.audit({ what: 'student-data.overruled', ...(about ? { about } : {}), facts: { form, fields } });
  if (!about) return;
  for (const feature of registry.features) await feature.onOverruled?.(act, { about, fields });
}

/** The form once more, unless this very sending succeeded before. */
async function comesBack(changing: Changing, ask: Ask, token: FormToken, open: OpenForm): Promise<Reply> {
  return (await repeatOf(changing, ask, token)) ?? { kind: 'invalid', open };
}

/**
 * A submit that succeeded before answers with the case as it stands, even where the form can't be drawn again. Asked
 * only of what can't go on: a sending that goes on finds its own key taken.
 */
async function repeatOf(
  changing: Changing,
  ask: Ask,
  token: FormToken | undefined,
): Promise<Reply | undefined> {
  if (!token) return undefined;
  const row = await findOnce(changing.store, effectKey(token));
  return row && asItStands(ask, row.about);
}

export async function asItStands(
  ask: Ask,
  about: { readonly kind: string; readonly id: string } | undefined,
): Promise<Reply> {
  return done(alreadyDone, about && (await ask.house.cardOf(ask, about)));
}

export function effectKey(token: FormToken): string {
  return `form:${token.instance}:${token.page}`;
}

/** Keeps the draft, if this form keeps one, and draws the form again with what is typed so far. */
export async function changeForm(
  changing: Changing,
  ask: Ask,
  tokenText: string,
  changed: string,
  raw: RawValues,
): Promise<Reply> {
  const found = await find(changing.registry, ask, tokenText);
  if ('kind' in found) return found;
  const { handler, token, form } = found;
  const keep = handler.change;
  if (keep && form.keepsDraft)
    await changing.store.transact({ personId: ask.actor.id, surface: ask.surface, now: ask.now }, (tx) =>
      keep({ ...ask, reader: tx, tx }, token.subject, changed, raw),
    );
  return { kind: 'form', open: drawAgain(form, token, raw) };
}
