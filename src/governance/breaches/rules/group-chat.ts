/** A link that opens a group chat in Teams; it bears addresses and nothing of the case, and asks for no permission. */

/** Teams takes no more in one link; beyond them the address grows longer than browsers hold. */
const most = 50;

/** Nothing where there is nobody else to talk to; whoever opens it is in it anyhow. */
export function teamsChat(addresses: readonly string[]): string | undefined {
  const some = addresses.slice(0, most);
  return some.length === 0
    ? undefined
    : `https://teams.microsoft.com/l/chat/0/0?users=${some.map(encodeURIComponent).join(',')}`;
}
