/** Whether somebody is asked to take over and has not said yes. */

export function waitingHandover<
  Handover extends { readonly acknowledgedAt: unknown; readonly withdrawnAt: unknown },
>({ handovers }: { readonly handovers: readonly Handover[] }): Handover | undefined {
  const newest = handovers.at(-1);
  return newest && newest.acknowledgedAt === undefined && newest.withdrawnAt === undefined
    ? newest
    : undefined;
}
