/** The House port over the registry: what all rooms answer together. */
import { mayUse } from './access.ts';
import type { Act, Ask, Sweep } from './context.ts';
import type { Parting, PlannedReminder, Task } from './feature.ts';
import { openForm, openNameless } from './open-form.ts';
import type { House } from './ports.ts';
import { listCommands, type Registry } from './registry.ts';
import { refused, unknownButton } from './replies.ts';

export function createHouse(registry: Registry): House {
  return {
    async caseByReference(ask, reference) {
      for (const { kind, pattern, find } of registry.cases.values()) {
        if (!pattern.test(reference)) continue;
        const found = await find(ask, reference);
        if (found) return { kind, ...found };
      }
      return undefined;
    },
    async cardOf(ask, about) {
      const one = registry.cases.get(about.kind);
      return one?.pattern.test(about.id) ? (await one.find(ask, about.id))?.card : one?.card(ask, about.id);
    },
    async tasksOf(ask) {
      const tasks: Task[] = [];
      for (const feature of registry.features) tasks.push(...((await feature.tasksOf?.(ask)) ?? []));
      return tasks.sort((a, b) => (a.dueOn ?? '9999').localeCompare(b.dueOn ?? '9999'));
    },
    commandsFor: (policy, person) =>
      listCommands(
        registry,
        ({ access, offered }) => mayUse(access, person, policy) && (offered?.(policy, person) ?? true),
      ),
    async personLeft(act: Act | Sweep, personId: string) {
      const said: Parting[] = [];
      for (const { onPersonLeft } of registry.features)
        said.push((await onPersonLeft?.(act, personId)) ?? {});
      const parting: Parting = {
        handedOn: said.flatMap(({ handedOn = [] }) => handedOn),
        ...(said.some(({ lastWord }) => lastWord) ? { lastWord: true } : {}),
      };
      for (const feature of registry.features) await feature.afterPersonLeft?.(act, personId, parting);
    },
    async personChanged(act: Act | Sweep, personIds: readonly string[]) {
      if (personIds.length === 0) return;
      for (const feature of registry.features) await feature.onPersonChanged?.(act, personIds);
    },
    async plannedReminders(scene, day) {
      const planned: PlannedReminder[] = [];
      for (const feature of registry.features)
        for (const one of (await feature.plannedReminders?.(scene, day)) ?? []) planned.push(one);
      return planned;
    },
    async openForm(ask: Ask, form, subject) {
      const handler = registry.forms.get(form);
      if (handler) return openForm(ask, handler, subject);
      const nameless = registry.namelessForms.get(form);
      return nameless ? openNameless(nameless, ask.policy) : refused(unknownButton);
    },
  };
}
