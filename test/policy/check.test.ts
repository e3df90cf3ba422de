import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadPolicy } from '../../src/policy/load.ts';
import { type PackCopy, packCopy } from './pack-copy.ts';

let copy: PackCopy;

beforeAll(async () => {
  copy = await packCopy();
});
afterAll(() => copy.remove());

async function problemsOf(): Promise<readonly { path: string; says: string }[]> {
  const loaded = await loadPolicy(copy.file);
  return loaded.ok ? [] : loaded.problem.map(({ path, says }) => ({ path, says }));
}

const low = ['data_requests', 'levels', 'low', 'steps'];
const step = { id: 'late', kind: 'qa', name: 'Late', by: 'data_steward', on_fail: 'fulfil', src: '003 §1' };

describe('a bad plan is refused with the path of each fault', () => {
  it.each<[string, readonly (string | number)[], unknown, string, RegExp]>([
    [
      'a role that does not exist',
      [...low, 0, 'by'],
      'registrar',
      'data_requests.levels.low.steps[0].by',
      /no role “registrar”/,
    ],
    [
      'a role to show a wait to',
      ['data_requests', 'intake', 'steps', 0, 'waits', 'show_to'],
      'boss',
      'data_requests.intake.steps[0].waits.show_to',
      /no role “boss”/,
    ],
    [
      'a classifier that does not exist',
      ['data_requests', 'classify', 'by'],
      'boss',
      'data_requests.classify.by',
      /no role/,
    ],
    [
      'a stand-in that stands in for itself',
      ['data_requests', 'classify', 'stand_in'],
      'coordinator_data_stats',
      'data_requests.classify.stand_in',
      /another role/,
    ],
    ['a step after the end', [...low, 4], step, 'data_requests.levels.low.steps[4]', /can't be reached/],
    ['a workflow that never ends', [...low, 3], undefined, 'data_requests.levels.low.steps', /never ends/],
    [
      'work before anybody holds the request',
      [...low, 0],
      undefined,
      'data_requests.levels.low.steps[0].by',
      /nobody holds/,
    ],
    [
      'sending without the level',
      [...low, 2, 'needs'],
      [],
      'data_requests.levels.low.steps[2].needs',
      /classification/,
    ],
    [
      'a check that fails to nowhere',
      ['data_requests', 'levels', 'medium', 'steps', 3, 'on_fail'],
      'claims',
      'data_requests.levels.medium.steps[3].on_fail',
      /no earlier step/,
    ],
    [
      'two steps of one name',
      [...low, 2, 'id'],
      'claim',
      'data_requests.levels.low.steps[2].id',
      /used twice/,
    ],
    [
      'a level that is only suggested',
      ['data_requests', 'details', 0, 'suggests'],
      'tiny',
      'data_requests.details[0].suggests',
      /no level “tiny”; levels are low, medium, high/,
    ],
    [
      'a signal for no level',
      ['data_requests', 'signals', 0, 'suggests'],
      'tiny',
      'data_requests.signals[0].suggests',
      /no level/,
    ],
    [
      'an answer owed in hours',
      ['data_requests', 'routes', 'own_record', 'answer', 'within'],
      '45h',
      'data_requests.routes.own_record.answer.within',
      /counted in hours/,
    ],
    [
      'a publication by a question that asks for no day',
      ['data_requests', 'routes', 'researcher', 'publication', 'day'],
      'sponsor',
      'data_requests.routes.researcher.publication.day',
      /no question of this route that asks for a day/,
    ],
    [
      'a part that nobody plays',
      ['separation', 0, 'apart'],
      ['fulfiller', 'driver'],
      'separation[0].apart[1]',
      /no part/,
    ],
    ['a zone that does not exist', ['pack', 'zone'], 'America/Legacy', 'pack.zone', /not a time zone/],
    ['an offset for a zone', ['pack', 'zone'], '-07:00', 'pack.zone', /not a time zone/],
    [
      'two names for different roles',
      ['roles', 'hr', 'aliases'],
      ['SDM'],
      'roles.hr',
      /belongs to student_data_manager/,
    ],
    [
      'a line twice',
      ['agreements', 'nda', 'groups', 0, 'lines', 1, 'id'],
      'G1',
      'agreements.nda.groups[0].lines[1].id',
      /twice/,
    ],
    [
      'nobody to keep the record',
      ['agreements', 'nda', 'record_owner'],
      'archive',
      'agreements.nda.record_owner',
      /no role/,
    ],
    [
      'volunteers without a wording',
      ['agreements', 'nda', 'variants', 'volunteer'],
      undefined,
      'agreements.nda.variants',
      /volunteer/,
    ],
    [
      'a wording for nobody',
      ['agreements', 'nda', 'variants', 'board', 'person_types'],
      ['board', 'pets'],
      'agreements.nda.variants.board.person_types[1]',
      /no type of person/,
    ],
    [
      'a duty opened by no line',
      ['agreements', 'nda', 'opens', 0, 'line'],
      'T9',
      'agreements.nda.opens[0].line',
      /no line/,
    ],
    [
      'a duty that does not exist',
      ['agreements', 'nda', 'opens', 0, 'duty'],
      'dance',
      'agreements.nda.opens[0].duty',
      /no duty/,
    ],
    [
      'a placeholder nobody fills',
      ['wording', 'already_public'],
      'Ask {boss}.',
      'wording.already_public',
      /\{boss\} is not known/,
    ],
    [
      'a deadline without a unit',
      ['agreements', 'nda', 'due', 'within'],
      '7',
      'agreements.nda.due.within',
      /a number and a unit/,
    ],
    [
      'a deadline that is a number',
      ['agreements', 'nda', 'due', 'within'],
      7,
      'agreements.nda.due.within',
      /must be string/,
    ],
    ['a rule without its source', ['roles', 'hr', 'src'], undefined, 'roles.hr.src', /is missing/],
    [
      'a wording that is missing',
      ['wording', 'no_student_data'],
      undefined,
      'wording.no_student_data',
      /is missing/,
    ],
    ['a key that is misspelt', ['roles', 'hr', 'singel'], true, 'roles.hr.singel', /spelling/],
    [
      'a kind of step that nobody built',
      [...low, 0, 'kind'],
      'guess',
      'data_requests.levels.low.steps[0].kind',
      /one of: claim, gather/,
    ],
    [
      'a role whose id has a space',
      ['roles', 'the boss'],
      { name: 'Boss', src: '003 §1' },
      'roles.the boss',
      /lower-case words/,
    ],
  ])('%s', async (_name, path, value, at, says) => {
    await copy.edit(path, value);
    expect(await problemsOf()).toContainEqual({ path: at, says: expect.stringMatching(says) });
  });
});
