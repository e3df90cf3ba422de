/** Finds e-mail addresses and telephone numbers in a scenario: whoever invents one may meet somebody's, and whoever plays may use it. */

const patterns: readonly RegExp[] = [
  /[\p{L}\d][\p{L}\d._%+-]*@[\p{L}\d-]+(?:\.[\p{L}\d-]+)+/gu,
  // ten digits as they are written in North America, with or without its country's 1
  /(?<![\p{L}\d-])(?:\+?1[-. ]?)?(?:\(\d{3}\) ?|\d{3}[-. ]?)\d{3}[-. ]?\d{4}(?![\p{L}\d-])/gu,
  // of another country
  /(?<![\p{L}\d])\+\d{1,3}(?:[-. ()]{0,2}\d){6,12}(?!\d)/gu,
  // seven digits only where they are called a number to dial: “500-1000 students” is none
  /(?<![\p{L}])(?:phone|telephone|call|dial|fax|text|tel)\b\D{0,12}\d{3}[-. ]\d{4}(?![\p{L}\d-])/giu,
];

/** As they were typed, each once. */
export function findContacts(text: string): readonly string[] {
  return [...new Set(patterns.flatMap((pattern) => text.match(pattern) ?? []))];
}
