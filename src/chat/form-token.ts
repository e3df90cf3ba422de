/** A form's token on the wire: readable ids, never trusted. Whoever changes one is authorised and loaded again all the same. */
import { z } from 'zod';
import type { FormToken } from './form.ts';

const shape = z.object({
  f: z.string().min(1).max(80),
  i: z.uuid(),
  p: z.int().min(1).max(99),
  s: z.record(z.string().max(40), z.string().max(600)),
  v: z.string().max(80),
});

export function encodeToken(token: FormToken): string {
  return Buffer.from(
    JSON.stringify({ f: token.form, i: token.instance, p: token.page, s: token.subject, v: token.policy }),
  ).toString('base64url');
}

/** `undefined` for anything that is not a token of ours. */
export function decodeToken(text: string): FormToken | undefined {
  if (text.length > 3000) return undefined;
  try {
    const parsed = shape.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
    if (!parsed.success) return undefined;
    const { f, i, p, s, v } = parsed.data;
    return { form: f, instance: i, page: p, subject: s, policy: v };
  } catch {
    return undefined;
  }
}

/** Where the web surface opens the same form, for what a platform has no room for. */
export function formPath({ form, subject }: Pick<FormToken, 'form' | 'subject'>): string {
  const query = Object.entries(subject).map(([name, value]) => `p.${name}=${encodeURIComponent(value)}`);
  return `/forms/${encodeURIComponent(form)}${query.length > 0 ? `?${query.join('&')}` : ''}`;
}
