/** Which incidents a viewer may see: every read of incidents goes through it, so that nobody whom one concerns learns of it. */
import type { Viewer } from '../../../app/access.ts';
import type { Prisma } from '../../../store/generated/client.ts';

/**
 * Whoever has a part in it now, themselves or by a role, and whoever reported it under their name; never a subject, by
 * name or by role, in whomsoever's place (R075). Who reported themselves still reads what they wrote. Nobody outside.
 */
export function visibleTo(viewer: Viewer): Prisma.IncidentWhereInput {
  switch (viewer.kind) {
    case 'system':
      return {};
    case 'outsider':
      return { id: { in: [] } };
    case 'person': {
      const me = { OR: [{ personId: viewer.personId }, { role: { in: [...viewer.roles] } }] };
      const lenders = { personId: { in: viewer.standsIn.map(({ forId }) => forId) } };
      return {
        OR: [
          { parties: { some: { until: null, ...me } }, subjects: { none: { OR: [me, lenders] } } },
          {
            reporterId: viewer.personId,
            // Named by somebody else, they have lost sight of it.
            subjects: { none: { AND: [me, { NOT: { addedById: null, personId: viewer.personId } }] } },
          },
        ],
      };
    }
  }
}

/** For numbers alone: whatever does not concern this viewer, also where they have no part in it. */
export function notAbout(viewer: Viewer): Prisma.IncidentWhereInput {
  if (viewer.kind !== 'person') return { id: { in: [] } };
  const me = [{ personId: viewer.personId }, { role: { in: [...viewer.roles] } }];
  const lenders = { personId: { in: viewer.standsIn.map(({ forId }) => forId) } };
  return { subjects: { none: { OR: [...me, lenders] } } };
}
