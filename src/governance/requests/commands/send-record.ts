/** What Send asks for the record: who inside receives it, and which parts, or which days and groups, it is about. */
import type { Field, Fields, RawValues } from '../../../chat/form.ts';
import { newId } from '../../../kernel/ids.ts';
import { type Period, periodIn } from '../../disclosure/rules/period.ts';
import { groupsOf } from '../../disclosure/store/ledger.ts';
import { answerTo, lastRelease } from '../rules/request.ts';
import type { CaseFile } from '../store/case-file.ts';

export interface Given {
  /** Of the line that is written. */
  readonly recordId: string;
  readonly recipientIds: readonly string[];
  readonly emergency: boolean;
  readonly period: Period | undefined;
  /** By the field of the case's words. */
  readonly words: Readonly<Record<string, string | undefined>>;
}

const years = { from: '1900-01-01', until: '2100-12-31' };

export function recordFields(file: CaseFile): Fields {
  const { request } = file;
  const receivedBy: Field = {
    kind: 'people',
    label: 'Who inside the district receives it?',
    hint: 'Everybody here who gets the data. About single students, only who is cleared.',
    section: 'For the record',
    ...(request.requesterId === undefined ? { optional: true } : {}),
  };
  return { received_by: receivedBy, ...(request.pii ? studentFields(file) : ledgerFields) };
}

const ledgerFields: Fields = {
  period_from: {
    kind: 'date',
    label: 'The data begin on',
    hint: 'The first day that they are about',
    ...years,
  },
  period_until: { kind: 'date', label: 'and end on', hint: 'The last day that they are about', ...years },
  groups: {
    kind: 'text',
    label: 'Which groups are in it?',
    hint: 'As they were sent, so that what overlaps with it later is noticed.',
    multiline: true,
    max: 1000,
  },
};

/** 34 CFR 99.32(a)(3), (a)(5) and (b)(1): what the record must say. */
function studentFields({ policy }: CaseFile): Fields {
  return {
    parts: {
      kind: 'text',
      label: 'Which records, or which parts of them?',
      hint: 'Such as: transcript, attendance of this year. Name no student.',
      multiline: true,
      max: 1000,
    },
    student_list: {
      kind: 'text',
      label: 'Where does it say whose they are?',
      hint: 'The registrar’s file number, or the list in the secure folder. Never a name.',
      max: 500,
    },
    passed_on: {
      kind: 'text',
      label: 'Who else may get it from the recipient, and with which interest?',
      hint: 'Each one, where the law lets them pass it on; else leave it empty.',
      multiline: true,
      max: 1000,
      optional: true,
    },
    ...(policy.pack.data_requests.disclosure?.emergency
      ? {
          emergency: {
            kind: 'choice',
            label: 'Is it given in a health or safety emergency?',
            options: [
              { value: 'no', label: 'No' },
              { value: 'yes', label: 'Yes' },
            ],
          },
          threat: {
            kind: 'text',
            label: 'Which threat is it?',
            hint: 'The articulable and significant threat that it rests on (34 CFR 99.32(a)(5)). Name no student.',
            multiline: true,
            max: 1000,
            showIf: { field: 'emergency', is: ['yes'] },
          },
        }
      : {}),
  };
}

/** What is known already; years that the request names stand for its days. */
export function recordValues(file: CaseFile): RawValues {
  const { request, words, policy } = file;
  const receivedBy = request.requesterId === undefined ? [] : [request.requesterId];
  if (request.pii)
    return {
      received_by: receivedBy,
      ...(policy.pack.data_requests.disclosure?.emergency ? { emergency: 'no' } : {}),
      student_list: fileNumber(file) ?? lastRelease(request)?.folderLink,
    };
  const groups = words.groups?.body ?? undefined;
  const period = knownPeriod(file);
  return {
    ...{ received_by: receivedBy, groups },
    ...(period ? { period_from: period.from, period_until: period.until } : {}),
  };
}

export function knownPeriod({ words }: CaseFile): Period | undefined {
  return periodIn(words.groups?.body ?? '');
}

/** Of a case about one student: what the plan asked for instead of a name. */
function fileNumber({ request, words }: CaseFile): string | undefined {
  const answer = answerTo(request, 'file_number');
  return (answer && words[`given:${answer.id}`]?.body) ?? undefined;
}

export function givenIn(values: Readonly<Record<string, unknown>>): Given {
  const text = (name: string) => {
    const value = values[name];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const recordId = newId();
  const chosen = values.received_by;
  const from = text('period_from');
  const until = text('period_until');
  return {
    recordId,
    recipientIds: Array.isArray(chosen) ? [...new Set(chosen.map(String))].sort() : [],
    emergency: text('emergency') === 'yes',
    period: from && until ? { from, until } : undefined,
    words: {
      [groupsOf(recordId)]: text('groups'),
      [`disclosed_parts:${recordId}`]: text('parts'),
      [`student_list:${recordId}`]: text('student_list'),
      [`passed_on:${recordId}`]: text('passed_on'),
      [`threat:${recordId}`]: text('threat'),
    },
  };
}
