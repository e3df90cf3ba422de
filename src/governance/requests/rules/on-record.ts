/** What of a change belongs on FERPA's record: that data about students were asked for, refused, or ended without any. */
import type { DataRequest } from './request.ts';

export type OnRecord = 'requested' | 'refused' | 'ended';

/** What was given is recorded where it is sent, with what is asked there. */
export function onRecord(before: DataRequest | undefined, after: DataRequest): readonly OnRecord[] {
  if (!after.pii) return [];
  const asked: readonly OnRecord[] = before?.pii ? [] : ['requested'];
  const wasOpen = before === undefined || before.state === 'open';
  if (!wasOpen || after.releases.some(({ sentAt }) => sentAt)) return asked;
  switch (after.state) {
    case 'declined':
      return [...asked, 'refused'];
    case 'withdrawn':
    case 'public':
      return [...asked, 'ended'];
    // Answered together with another, which has a record of its own.
    case 'merged':
    case 'closed':
    case 'open':
      return asked;
  }
}
