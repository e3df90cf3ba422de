/** What the words in a role cell mean: whose row is dropped unread, who is staff, and what a bare role says about a title. */

const apart = new Set([
  ...['student', 'students', 'pupil', 'learner', 'guardian', 'parent', 'relative', 'family', 'caregiver'],
  ...['parentguardian', 'legalguardian', 'contact', 'emergencycontact', 'mother', 'father', 'sibling'],
]);

/** OneRoster 1.1 and 1.2 (domain C-02, C-03), with the title that somebody gets who has no better one. */
const staffRoles: Readonly<Record<string, string>> = {
  administrator: 'Administrator',
  aide: 'Aide',
  counselor: 'Counselor',
  districtadministrator: 'District administrator',
  principal: 'Principal',
  proctor: 'Proctor',
  siteadministrator: 'Site administrator',
  systemadministrator: 'System administrator',
  teacher: 'Teacher',
};

/** PowerSchool's STAFFSTATUS (domain C-06). */
const powerschoolStaff: Readonly<Record<string, string>> = {
  '1': 'Teacher',
  '2': 'Staff',
  '3': 'Lunch staff',
  '4': 'Substitute',
};

function plain(word: string): string {
  return word
    .toLowerCase()
    .replace(/^ext:/, '')
    .replace(/[^a-z\d]/g, '');
}

/** Students and whoever belongs to them: nothing but this word of their rows is looked at. */
export function isApart(role: string): boolean {
  return apart.has(plain(role));
}

export type RoleMeaning =
  | { readonly kind: 'staff'; readonly title: string | undefined }
  | { readonly kind: 'apart' }
  /** Not one of OneRoster's: whether it is staff, only the district knows. */
  | { readonly kind: 'unknown' };

/** `known` are words that the district said are staff (`--staff-role`), as they stand in the file. */
export function oneRosterRole(role: string, known: readonly string[]): RoleMeaning {
  const word = plain(role);
  if (apart.has(word)) return { kind: 'apart' };
  const title = staffRoles[word];
  if (title !== undefined) return { kind: 'staff', title };
  if (known.some((one) => plain(one) === word)) return { kind: 'staff', title: titled(role) };
  return { kind: 'unknown' };
}

export function powerschoolTitle(staffStatus: string): string | undefined {
  return powerschoolStaff[staffStatus.trim()];
}

function titled(role: string): string {
  const word = role.trim().replace(/^ext:/i, '');
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** Shown back to Human Resources only when it is a mere word: a misplaced cell may hold anything. */
export function isShowable(role: string): boolean {
  return /^[A-Za-z][A-Za-z :_-]{0,30}$/.test(role.trim());
}
