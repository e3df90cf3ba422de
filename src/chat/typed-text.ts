/** What can be told of a text that somebody typed, without reading it as anything but text. */

/** Whether Markdown leaves it alone: letters, numbers and the marks of a plain sentence. */
export function isUnmarked(text: string): boolean {
  return (
    /^(?!\d+[.)]|[-+=])[\p{L}\p{M}\p{N} .,:;'"’“”?!()/·–—…§&%+=$@-]+$/u.test(text) &&
    text.trim() === text &&
    !/https?:|www\.|&#?\w+;/i.test(text)
  );
}

const rightToLeft = /[\p{sc=Hebrew}\p{sc=Arabic}\p{sc=Syriac}\p{sc=Thaana}\p{sc=Nko}\p{sc=Adlam}]/u;

/** By the first letter, as a browser's `dir="auto"` decides. */
export function isRightToLeft(text: string): boolean {
  // most texts have no letter from there on, and this is told much faster
  if (!/[\u0590-\uffff]/.test(text)) return false;
  return rightToLeft.test(/\p{L}/u.exec(text)?.[0] ?? '');
}
