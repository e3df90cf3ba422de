/** Which column holds what: headers as districts write them, the fields that we read, and those that we never look at. */

/** The fields of a person's row. `key` is the file's own (OneRoster's sourcedId). */
export const fieldNames = [
  ...['key', 'email', 'employee_id', 'name', 'first_name', 'last_name', 'preferred_first', 'preferred_last'],
  ...['title', 'role', 'type', 'school', 'school_number', 'org_keys', 'user_ids', 'supervisor_email'],
  ...[
    'supervisor_id',
    'hire_date',
    'end_date',
    'active',
    'status',
    'staff_status',
    'enabled',
    'groups',
    'data_access',
  ],
] as const;
export type FieldName = (typeof fieldNames)[number];

/** What somebody may name with `--map`: the rest follows from a known layout. */
export const mappable: readonly FieldName[] = [
  ...([
    'email',
    'employee_id',
    'name',
    'first_name',
    'last_name',
    'title',
    'role',
    'type',
    'school',
  ] as const),
  ...([
    'school_number',
    'supervisor_email',
    'supervisor_id',
    'hire_date',
    'end_date',
    'active',
    'groups',
  ] as const),
  'data_access',
];

/** Best first; compared without case, spaces and signs, and without a table's name before it ("[USERS]Email_Addr"). */
export const synonyms: Readonly<Partial<Record<FieldName, readonly string[]>>> = {
  email: [
    'email',
    'emailaddr',
    'emailaddress',
    'workemail',
    'workemailaddress',
    'districtemail',
    'staffemail',
    'mail',
  ],
  employee_id: [
    ...[
      'employeeid',
      'employeenumber',
      'employeeno',
      'empid',
      'empno',
      'empnumber',
      'emplid',
      'teachernumber',
    ],
    ...['staffid', 'personnelnumber'],
  ],
  name: ['name', 'fullname', 'employeename', 'staffname', 'displayname', 'lastfirst', 'teachername'],
  first_name: ['firstname', 'givenname', 'first', 'fname'],
  last_name: ['lastname', 'familyname', 'surname', 'last', 'lname'],
  preferred_first: ['preferredfirstname', 'preferredgivenname'],
  preferred_last: ['preferredlastname', 'preferredfamilyname'],
  title: [
    'jobtitle',
    'title',
    'positiontitle',
    'position',
    'jobclassdescription',
    'jobdescription',
    'jobclass',
    'job',
  ],
  type: ['persontype', 'employeetype', 'stafftype'],
  school: ['school', 'schoolname', 'building', 'location', 'locationdescription', 'site', 'homeschool'],
  school_number: ['homeschoolid', 'schoolid', 'schoolnumber', 'locationcode'],
  supervisor_email: ['supervisoremail', 'manageremail', 'reportstoemail', 'supervisor'],
  supervisor_id: ['supervisorid', 'supervisoremployeeid', 'managerid', 'reportstoid'],
  hire_date: [
    'hiredate',
    'dateofhire',
    'originalhiredate',
    'rehiredate',
    'lasthiredate',
    'senioritydate',
    'servicedate',
  ],
  end_date: ['enddate', 'terminationdate', 'separationdate', 'exitdate', 'contractenddate'],
  active: ['active', 'isactive', 'employmentstatus', 'employeestatus', 'empstatus', 'status'],
  staff_status: ['staffstatus'],
  role: ['role', 'usertype', 'roletype'],
  groups: ['groups', 'group'],
  data_access: ['dataaccess', 'piiaccess'],
};

const neverRead = [
  /password|passwd|^pwd|pin$|credential/,
  /birth|^dob|^sex$|gender|race$|ethnic|marital|citizen|disab|language/,
  /^grades?$|^agentsourcedids$|medical|health|salary|payrate|^wage|bank/,
];

export function plainHeader(header: string): string {
  return header
    .replace(/^\s*(\[[^\]]*\]|[A-Za-z_]{1,30}\.)(?=.)/, '')
    .toLowerCase()
    .replace(/[^\p{L}\d]/gu, '');
}

/** Passwords, demographics, pay: not even looked at for a Social Security number. */
export function isNeverRead(header: string): boolean {
  const plain = plainHeader(header);
  return neverRead.some((pattern) => pattern.test(plain));
}

/** Nine digits are everyday here. */
export function holdsLongNumbers(header: string): boolean {
  return /phone|^sms$|fax|mobile|cell|zip|postal/.test(plainHeader(header));
}
