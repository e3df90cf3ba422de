/** Marks and words that are the same on every surface. */
import type { Tone } from './card.ts';

/** Beside the words, never instead of them. */
export const marks: Record<Tone, string> = {
  neutral: '',
  info: 'ℹ️ ',
  good: '✅ ',
  warning: '⚠️ ',
  danger: '⛔ ',
};

/** Before a status, which may be in any colour or none. */
export const dots: Record<Tone, string> = {
  neutral: '⚪ ',
  info: '🔵 ',
  good: '🟢 ',
  warning: '🟡 ',
  danger: '🔴 ',
};

export const stepMarks = { done: '✅ ', now: '▶️ ', later: '▫️ ' } as const;

export const sampleWords = 'Sample district: invented people, no real data';
