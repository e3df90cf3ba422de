/** How a stored text is called where one is chosen to be blanked, and the reasons that may be given. */

/** A key such as "question:1f0c…" or "hand_over_note", as people read it. */
export function fieldName(field: string): string {
  const words = (field.split(':')[0] ?? field).replace(/[_-]+/g, ' ').trim();
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

/** An option's label holds 75 characters: enough words to know the text again, marked where they stop. */
export function firstWords(field: string, body: string): string {
  const label = `${fieldName(field)}: ${body.replace(/\s+/g, ' ').trim()}`;
  if (label.length <= 75) return label;
  let start = '';
  // by whole characters: half an emoji is no text
  for (const letter of label) {
    if (start.length + letter.length > 74) break;
    start += letter;
  }
  return `${start.trimEnd()}…`;
}

/**
 * Chosen, never typed: a typed reason would say again what is to be blanked.
 * The keys stand in the audit trail.
 */
export const reasons = [
  { id: 'identifies_student', label: 'It names a student or lets one be recognised' },
  { id: 'identifier', label: 'It holds a student number, SSN, birth date or other identifier' },
  { id: 'staff_record', label: 'It holds personal data of staff' },
  { id: 'confidential', label: 'It holds other confidential data' },
] as const;

export function reasonLabel(id: string): string {
  return reasons.find((reason) => reason.id === id)?.label ?? 'Another reason';
}
