/** Which district a database may be opened as: a real one, or the sample with its rules (design: it belongs to the database). */
import { failed, ok, type Result } from '../kernel/result.ts';

export interface Circumstances {
  readonly sampleMarker: boolean;
  /** Nobody is on the roster. */
  readonly empty: boolean;
  /** A chat platform's credentials are set. */
  readonly chatConfigured: boolean;
  readonly publicUrlSet: boolean;
  readonly host: string;
}

export type Premises = 'seed-sample' | 'sample' | 'district';

const loopback = ['127.0.0.1', 'localhost', '::1'];

/** Only programs on this machine reach it. */
export function isLoopback(host: string): boolean {
  return loopback.includes(host);
}

/** The problem is one line that says what to do. */
export function judgePremises(given: Circumstances): Result<Premises, string> {
  const exposed = given.publicUrlSet || !isLoopback(given.host);
  if (given.sampleMarker)
    return exposed
      ? failed(
          'This database holds the sample district, where anybody may pick who they are, so it runs on this machine only. Leave PUBLIC_URL and HOST unset, or use another DATA_DIR or DATABASE_URL and run: npm run -s safekeep -- init',
        )
      : ok('sample');
  if (!given.empty) return ok('district');
  if (given.chatConfigured || exposed)
    return failed(
      'This database is empty. To set up your district run: npm run -s safekeep -- init — or, to look around with invented people: npm run -s safekeep -- init --sample',
    );
  return ok('seed-sample');
}
