/** Finds what looks like student data in typed text (R040): a bot for governance must not itself hold it. */

const dash = '[-\\u2010-\\u2015. ]';
const month = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\\.?';
const date = `(?:\\d{1,2}[/.-]\\d{1,2}[/.-](?:19|20)?\\d{2}(?!\\d)|(?:19|20)\\d{2}-\\d{1,2}-\\d{1,2}|${month} \\d{1,2}(?:st|nd|rd|th)?,? (?:19|20)\\d{2}|\\d{1,2} ${month} (?:19|20)\\d{2})`;
const name = "\\p{Lu}[\\p{L}\\u2019'-]+(?:[ ,]+\\p{Lu}\\.?)?[ ,]+\\p{Lu}[\\p{L}\\u2019'-]+";

/** Names of months and days, and of what a district calls after its students: "Student Data Manager" is nobody's name. */
const noNames =
  'Academic|Accounts?|Achievement|Act|Activit(?:y|ies)|Affairs|Aid|Agreements?|Assessments?|Attendance|Behavio(?:u)?r|Body|Breach|Cent(?:er|re)|Chromebooks?|Code|Conduct|Council|Counsel(?:l)?ing|Data|Demographics?|Directory|Discipline|District|Documents?|Education(?:al)?|Email|Enrol(?:l)?ment|Exchange|Files?|Forms?|Google|Government|Grades?|Growth|Handbook|Health|Identifiers?|Identification|Information|Insurance|Journal(?:ism)?|Laptops?|Leader(?:ship)?|Learning|Lists?|Loans?|Logins?|Lunch|Management|Manager|Media|Names?|Nurse|Number|Nutrition|Office|Online|Organi[sz]ation|Outcomes?|Passwords?|Performance|Personal|Placement|Policy|Portal|Prep|Privacy|Programs?|Progress|Projects?|Protection|Records?|Registration|Reports?|Research|Resources?|Rights|Roster|Safety|School|Scores?|Section|Services?|Success|Support|Surveys?|Systems?|Tablets?|Teachers?|Teaching|Teams?|Technology|Tests?|Testing|Transcripts?|Transfers?|Transportation|Union|Voice|Wellness|Work|Year|Jan(?:uary)?|Feb(?:ruary)?|March|April|May|June|July|Aug(?:ust)?|Sept(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|The|This|That|He|She|They|It|We|You|In|On|At|And|Or|Of|For|From|To|Was|Were|Is|Are|Has|Had|Please';
const oneName = `(?!(?:${noNames})(?![\\p{L}]))\\p{Lu}(?:[\\u2019']\\p{Lu})?\\p{Ll}[\\p{L}\\u2019'-]*`;

const patterns: readonly RegExp[] = [
  // somebody who is called a student, by first and last name
  new RegExp(
    `(?<![\\p{L}])(?:(?:[Ss]tudent|[Pp]upil|[Cc]hild):?|[Ss]tudents|[Pp]upils|[Cc]hildren) ${oneName}(?: \\p{Lu}\\.?)? (?:(?:de|del|la|van|von|bin) )*${oneName}`,
    'gu',
  ),
  // nine digits in a row, which a Social Security number is without its dashes; not in a link, a file's mark or a decimal
  /(?<![\p{L}\d/=?&_.,#-])\d{9}(?![\p{L}\d/=_-]|[.,]\d)/gu,
  // a Social Security number, with or without separators when it is called one
  new RegExp(`(?<!\\d)\\d{3}${dash}\\d{2}${dash}\\d{4}(?!\\d)`, 'gu'),
  /(?<![\p{L}])(?:ssn|social security(?: number| no\.?)?)\W{0,4}\d{9}(?!\d)/giu,
  // a number that is called a student's
  /(?<![\p{L}])(?:student|pupil|ssid|lunch|state)(?:[ _-]?(?:id|number|no\.?|nr\.?|#|pin))*\W{0,4}#?\d{5,10}(?!\d)/giu,
  // a birth date called so, or a date beside a name
  new RegExp(
    `(?<![\\p{L}])(?:d\\.?o\\.?b\\.?|born(?: on)?|birth ?(?:day|date)|date of birth)\\W{0,4}${date}`,
    'giu',
  ),
  new RegExp(`${name}[\\s,;:()–-]{1,6}(?:d\\.?o\\.?b\\.?:? ?|born (?:on )?|\\*)?(?:${date})`, 'gu'),
  new RegExp(`(?:${date})[\\s,;:()–-]{1,6}${name}`, 'gu'),
];

/** The offending words as they were typed, in order, each once; empty when nothing looks like student data. */
export function findStudentData(text: string): readonly string[] {
  // full-width digits and other look-alikes are read as what they look like
  const plain = [...text]
    .map((letter) => (letter.normalize('NFKC').length === letter.length ? letter.normalize('NFKC') : letter))
    .join('');
  const found = patterns.flatMap((pattern) =>
    [...plain.matchAll(pattern)].map((match) => ({ start: match.index, end: match.index + match[0].length })),
  );
  found.sort((a, b) => a.start - b.start || b.end - a.end);
  const words: string[] = [];
  let reached = -1;
  for (const { start, end } of found) {
    if (start < reached) continue;
    words.push(text.slice(start, end));
    reached = end;
  }
  return [...new Set(words)];
}
