/** POST /slack/events: commands, buttons, forms, menus and events through Bolt, behind a limit on the body. */
import { ExpressReceiver } from '@slack/bolt';
import type { Express, NextFunction, Request, Response } from 'express';
import express from 'express';
import type { Log } from '../../kernel/log.ts';
import { errorFields } from '../../kernel/log.ts';
import { libraryLog } from './library-log.ts';
import { eventsPath } from './manifest.ts';

/** Slack's own payloads stay far below it; Bolt itself sets no limit on a signed body. */
const bodyLimit = '1mb';

/** `accepting` turns false when the program stops: Slack then sends events again, elsewhere or later. */
export function mountReceiver(
  http: Express,
  signingSecret: string,
  log: Log,
  accepting: () => boolean,
): ExpressReceiver {
  http.use(eventsPath, (_request: Request, response: Response, next: NextFunction) => {
    if (accepting()) next();
    else response.status(503).end();
  });
  http.use(eventsPath, express.raw({ type: () => true, limit: bodyLimit }), keepRawBody);
  const receiver = new ExpressReceiver({
    signingSecret,
    app: http,
    endpoints: eventsPath,
    logger: libraryLog(log),
    unhandledRequestHandler: ({ response }) => {
      if (response.headersSent) return;
      log.error({}, 'slack request was not acknowledged in time');
      response.writeHead(503).end();
    },
    processEventErrorHandler: async ({ error, response }) => {
      log.warn(errorFields(error), 'slack payload not understood');
      if (!response.headersSent) response.writeHead(400).end();
      return false;
    },
  });
  http.use(eventsPath, refuse);
  return receiver;
}

/** Bolt checks the signature over `rawBody`, and only reads the stream itself where there is none. */
function keepRawBody(request: Request, _response: Response, next: NextFunction): void {
  Object.assign(request, { rawBody: Buffer.isBuffer(request.body) ? request.body : Buffer.from('{}') });
  next();
}

/** The body was too large, cut off or oddly encoded: its status, and not a word more. */
function refuse(error: unknown, _request: Request, response: Response, next: NextFunction): void {
  if (response.headersSent) {
    next(error);
    return;
  }
  const status = (error as { status?: unknown }).status;
  response.status(typeof status === 'number' && status >= 400 && status < 500 ? status : 500).end();
}
