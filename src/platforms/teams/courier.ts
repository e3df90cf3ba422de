/** Brings cards to people's own conversations with the app, and updates them there. What has arrived, Teams cannot be asked. */
import { z } from 'zod';
import type { Addressee, Courier, Delivery } from '../../app/ports.ts';
import type { Card } from '../../chat/card.ts';
import type { Whereabouts } from '../../chat/interaction.ts';
import type { Pen } from './buttons.ts';
import { drawCard } from './card.ts';
import type { Connector } from './connector.ts';
import { failedDelivery, isElsewhere, isGone, mayHaveArrived, unknownAccount } from './errors.ts';
import { messageOf } from './replies.ts';

/** Where Teams opens conversations as long as nobody of the tenant has spoken: the public cloud, and the one of US governments. */
const services = [
  'https://smba.trafficmanager.net/teams/',
  'https://smba.infra.gcc.teams.microsoft.com/teams/',
] as const;

const placeShape = z.looseObject({ service: z.url(), conversation: z.string().min(1) });

interface Place {
  readonly service: string;
  readonly conversation: string;
}

const addressShape = placeShape.extend({ activity: z.string().min(1) });

/** Conversations remembered that the store may not know yet; an id never changes. */
const rememberedConversations = 5000;

export function createCourier(connector: Connector, pen: Pen, tenant: string): Courier {
  const opened = new Map<string, Place>();
  let lastService: string | undefined;

  async function open({ account, whereabouts }: Addressee): Promise<Place> {
    const first = whereabouts?.service ?? lastService ?? services[0];
    const ask = async (service: string): Promise<Place> => ({
      service,
      conversation: await connector.create(service, account),
    });
    const place = await ask(first).catch((error: unknown) => {
      if (!isElsewhere(error)) throw error;
      return ask(first === services[1] ? services[0] : services[1]);
    });
    if (opened.size >= rememberedConversations) opened.clear();
    opened.set(account, place);
    return place;
  }

  async function send(place: Place, to: Addressee, card: Card): Promise<Delivery> {
    const { service, conversation } = place;
    const message = messageOf(draw(card, pen));
    const activity = await connector.send(service, conversation, message);
    lastService = service;
    const address = { service, conversation, activity };
    const isNews = to.whereabouts?.conversation !== conversation || to.whereabouts.service !== service;
    return {
      kind: 'sent',
      // without an id it stays as it was sent
      address: activity === '' ? {} : address,
      ...(isNews ? { whereabouts: { ...to.whereabouts, tenant, service, conversation } } : {}),
    };
  }

  return {
    surface: 'teams',
    async deliver(to, { card }) {
      if (to.tenant.toLowerCase() !== tenant.toLowerCase())
        return { kind: 'never', reason: 'Their account is in another Teams organisation.' };
      let sending = false;
      try {
        const known = placeOf(to.whereabouts) ?? opened.get(to.account);
        const place = known ?? (await open(to));
        sending = true;
        return await send(place, to, card).catch(async (error: unknown) => {
          if (!known || !(isGone(error) || isElsewhere(error))) throw error;
          sending = false;
          const another = await open(to);
          sending = true;
          return send(another, to, card);
        });
      } catch (error) {
        opened.delete(to.account);
        if (!sending) return isGone(error) ? unknownAccount : failedDelivery(error);
        // the worker counts what it sends again then
        if (mayHaveArrived(error)) throw error;
        return failedDelivery(error);
      }
    },

    find: async () => undefined,

    async update(address, card) {
      const place = addressShape.safeParse(address);
      if (!place.success) return { kind: 'never', reason: 'The place of this message was not kept.' };
      const { service, conversation, activity } = place.data;
      try {
        await connector.update(service, conversation, activity, {
          ...messageOf(draw(card, pen)),
          id: activity,
        });
        return { kind: 'sent', address };
      } catch (error) {
        return failedDelivery(error);
      }
    },
  };
}

function placeOf({ service, conversation }: Whereabouts = {}): Place | undefined {
  return service && conversation ? { service, conversation } : undefined;
}

function draw(card: Card, pen: Pen) {
  return drawCard(card, pen, { spot: 'message', origin: card.about ? 'case' : 'answer', notice: true });
}
