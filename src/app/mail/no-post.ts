/** Mail where no server is configured: every letter is refused with the reason, so that a person sees it on the list. */
import type { Post } from '../ports.ts';

export const noPost: Post = {
  send: async () => ({ kind: 'never', reason: 'no mail server is configured (SMTP_URL)' }),
};
