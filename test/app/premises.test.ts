import { describe, expect, it } from 'vitest';
import { type Circumstances, judgePremises } from '../../src/app/premises.ts';

const bare: Circumstances = {
  sampleMarker: false,
  empty: true,
  chatConfigured: false,
  publicUrlSet: false,
  host: '127.0.0.1',
};

describe('which district a database is opened as', () => {
  it('an empty one without chat credentials becomes the sample district', () => {
    expect(judgePremises(bare)).toEqual({ ok: true, value: 'seed-sample' });
  });

  it.each([{ chatConfigured: true }, { publicUrlSet: true }, { host: '0.0.0.0' }])(
    'an empty one with %o stops and names init and init --sample',
    (more) => {
      const judged = judgePremises({ ...bare, ...more });
      expect(judged).toEqual({
        ok: false,
        problem: expect.stringMatching(/safekeep -- init .*init --sample/),
      });
    },
  );

  it('the marker in the database decides, not missing credentials', () => {
    expect(judgePremises({ ...bare, empty: false })).toEqual({ ok: true, value: 'district' });
    expect(judgePremises({ ...bare, empty: false, sampleMarker: true, chatConfigured: true })).toEqual({
      ok: true,
      value: 'sample',
    });
  });

  it.each([{ publicUrlSet: true }, { host: '0.0.0.0' }, { host: '10.0.0.5' }])(
    'a sample district refuses to be reached from outside: %o',
    (more) => {
      const judged = judgePremises({ ...bare, empty: false, sampleMarker: true, ...more });
      expect(judged).toEqual({ ok: false, problem: expect.stringContaining('this machine only') });
    },
  );
});
