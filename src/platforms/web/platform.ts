/** The web surface as main holds it: routes on the shared app, and the open event streams. */
import express, { Router } from 'express';
import helmet from 'helmet';
import type { Platform, PlatformDeps } from '../../app/ports.ts';
import { assetRoutes } from './assets.ts';
import { openStreams } from './courier.ts';
import { maxBody, maxFields } from './limits.ts';
import { namelessRoutes } from './nameless.ts';
import { pickRoutes } from './pick.ts';
import { signInRoutes } from './sign-in.ts';
import type { Surroundings, WebSettings } from './surface.ts';
import { talkRoutes } from './talk-routes.ts';
import { onError, unknownPage } from './trouble.ts';

/** To be connected last: what no other surface answers gets this one's "no such page". */
export async function connectWeb(deps: PlatformDeps, settings: WebSettings): Promise<Platform> {
  const streams = openStreams(settings.feed);
  const web: Surroundings = { ...settings, deps, streams };
  const router = Router();
  router.use(headers(deps.publicUrl));
  router.use(await assetRoutes());
  router.use(
    express.urlencoded({ extended: false, limit: maxBody, parameterLimit: maxFields }),
    express.json({ limit: maxBody }),
  );
  router.use(namelessRoutes(web), signInRoutes(web), pickRoutes(web), talkRoutes(web), unknownPage(web));
  router.use(onError(web));
  deps.http.use(router);
  return {
    surface: 'web',
    state: () => ({ ready: true, detail: `${streams.count()} open pages` }),
    async stop() {
      streams.closeAll();
    },
  };
}

/** Everything from ourselves, no inline script or style; pages are a person's own and never cached. */
function headers(publicUrl: string) {
  const secure = publicUrl.startsWith('https:');
  const guard = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    // `no-referrer` would make browsers send `Origin: null` with our own forms
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: secure,
  });
  const noStore: express.RequestHandler = (_req, res, next) => {
    res.set('Cache-Control', 'no-store');
    next();
  };
  return [guard, noStore];
}
