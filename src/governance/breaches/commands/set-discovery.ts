/** The discovery instant is set or corrected by a person, with a reason; the clocks are reckoned anew from it. */
import type { FormHandler } from '../../../app/feature.ts';
import { fields } from '../../../chat/form.ts';
import { sayMoment } from '../../../chat/say-when.ts';
import { toDate, toIso } from '../../../kernel/clock.ts';
import { change, notThere } from './change.ts';
import { discoveryAsked, discoveryNow, readDiscovery } from './discovery-fields.ts';
import { found, whileNotClosed, workers } from './found.ts';
import { type ClockNews, recomputeClocks, sayNews } from './recompute-clocks.ts';

const asked = fields(discoveryAsked);

export const setDiscovery: FormHandler<typeof asked> = {
  id: 'breach.discovered',
  access: 'everyone',
  async open(ask, { id }) {
    const file = await found(ask, id);
    if (!file) return { refused: notThere };
    return {
      title: 'When it was discovered',
      submit: 'Keep it',
      intro: [],
      fields: asked,
      values: { discovered: discoveryNow(file.incident, file.policy) },
    };
  },
  async submit(act, { id }, values) {
    const file = await found(act, id);
    if (!file) return { kind: 'refused', text: notThere };
    const { incident, policy } = file;
    const read = readDiscovery(incident, policy, act.now, values);
    if ('errors' in read) return { kind: 'invalid', errors: read.errors };
    let news: ClockNews | undefined;
    return change(act, id, {
      by: workers,
      ...whileNotClosed,
      what: 'discovery-set',
      facts: {
        at: toIso(read.at),
        ...(incident.discovered ? { was: toIso(incident.discovered.at) } : {}),
        early: values.earlier === true,
      },
      words: values.discovered_why,
      data: { discoveredAt: toDate(read.at), discoveredById: act.actor.id },
      also: async () => {
        news = await recomputeClocks(act, incident, 'facts', act.actor.id);
      },
      say: () =>
        `Discovered on ${sayMoment(read.at, policy.calendar.zone)}: legal times count from then.${news ? sayNews(news) : ''}`,
    });
  },
};
