/** POST /api/messages: who speaks is settled before a body is read, what it says before anybody hears of it. */
import type { Activity } from 'botbuilder';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { isFromHere } from '../../app/from-here.ts';
import { errorFields, type Log } from '../../kernel/log.ts';
import type { InvokeAnswer } from './adapter.ts';
import { type Premises, screen } from './screening.ts';
import type { TokenCheck, Vouched } from './tokens.ts';

export const messagesPath = '/api/messages';

/** Teams' own activities stay far below it. */
const bodyLimit = '256kb';

export interface Threshold {
  readonly premises: Premises;
  /** Absent for the emulator alone. */
  readonly check?: TokenCheck;
  /** Turns false when the program stops. */
  readonly accepting: () => boolean;
  readonly take: (activity: Activity) => Promise<InvokeAnswer | undefined>;
  readonly log: Log;
}

/** Whoever is turned away gets a status and not a word. */
export function mountDoor(http: Express, door: Threshold): void {
  const { check, log } = door;

  async function admit(request: Request, response: Response, next: NextFunction): Promise<void> {
    if (!door.accepting()) return void response.status(503).end();
    if (!check) {
      if (isFromHere(request) && request.headers.origin === undefined) return next();
      return turnAway(response, 403, 'not from this machine');
    }
    const checked = await check(request.headersDistinct.authorization);
    if (checked.ok) {
      response.locals.vouched = checked.value;
      return next();
    }
    const noKeys = checked.problem === 'no-keys';
    return turnAway(response, noKeys ? 503 : 401, noKeys ? 'no keys to check with' : 'token');
  }

  async function receive(request: Request, response: Response): Promise<void> {
    const vouched: Vouched | undefined = response.locals.vouched;
    const screened = screen(request.body, vouched, door.premises);
    if (!screened.ok) return turnAway(response, screened.problem.status, screened.problem.reason);
    const activity = screened.value;
    if (activity.type !== 'invoke') {
      // nothing is awaited before an answer that says nothing (design §2)
      response.status(202).end();
      door.take(activity).catch((error: unknown) => log.error(errorFields(error), 'teams turn was lost'));
      return;
    }
    const answer = await door.take(activity);
    response.status(answer?.status ?? 501);
    if (answer?.body === undefined) response.end();
    else response.json(answer.body);
  }

  function turnAway(response: Response, status: number, reason: string): void {
    log.warn({ status, reason }, 'teams request turned away');
    response.status(status).end();
  }

  /** A body too large, cut off, oddly encoded or no JSON; or a fault of our own. Neither is quoted. */
  function fail(error: unknown, _request: Request, response: Response, next: NextFunction): void {
    const { status } = error as { status?: unknown };
    if (response.headersSent) next(error);
    else if (status === 413) turnAway(response, 413, 'too large');
    else if (typeof status === 'number' && status >= 400 && status < 500) turnAway(response, 400, 'not JSON');
    else {
      log.error(errorFields(error), 'teams request failed');
      response.status(500).end();
    }
  }

  http.post(messagesPath, admit, express.json({ limit: bodyLimit }), receive);
  http.all(messagesPath, (_request: Request, response: Response) => {
    response.status(405).set('Allow', 'POST').end();
  });
  http.use(messagesPath, fail);
}
