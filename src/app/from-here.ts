/** Whether a request comes from this machine itself and through nobody. */
import type { Request } from 'express';

const forwarding = ['forwarded', 'via', 'x-real-ip'];

/** A proxy makes loopback public (design §2), and a name that merely resolves to loopback may be anybody's. */
export function isFromHere(req: Request): boolean {
  const forwarded = Object.keys(req.headers).some(
    (name) => name.startsWith('x-forwarded') || forwarding.includes(name),
  );
  return !forwarded && isLoopbackHost(req.headers.host) && isLoopbackAddress(req.socket.remoteAddress);
}

/** With or without a port. */
export function isLoopbackHost(host: string | undefined): boolean {
  return host !== undefined && /^(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$/i.test(host);
}

function isLoopbackAddress(address: string | undefined): boolean {
  return address !== undefined && /^(127\.|::1$|::ffff:127\.)/.test(address);
}
