/** Acknowledging in Slack's three seconds, whatever else takes longer. */
import { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { onlyOnce, patienceMs } from '../../../src/platforms/slack/acks.ts';
import { readSubmission } from '../../../src/platforms/slack/inbound.ts';
import { type SubmissionAck, SubmissionGate } from '../../../src/platforms/slack/submission.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('an ack', () => {
  it('goes out once, with what was said first', async () => {
    const sent: string[] = [];
    const ack = onlyOnce(async (word: string) => void sent.push(word), 'late');
    await Promise.all([ack('first'), ack('second')]);
    await vi.advanceTimersByTimeAsync(patienceMs * 2);
    expect(sent).toEqual(['first']);
  });

  it('goes out by itself before Slack gives up', async () => {
    const sent: string[] = [];
    onlyOnce(async (word: string) => void sent.push(word), 'late');
    await vi.advanceTimersByTimeAsync(patienceMs - 1);
    expect(sent).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(sent).toEqual(['late']);
    expect(patienceMs).toBeLessThan(3000);
  });
});

describe('a sent form that takes too long', () => {
  const submission = readSubmission({
    user: { id: 'U1', team_id: 'T1' },
    team: { id: 'T1' },
    view: { id: 'V7', private_metadata: 'x', state: { values: {} } },
  });

  function gate() {
    const acks: SubmissionAck[] = [];
    const updates: { body: string }[] = [];
    const client = new WebClient('xoxb-x', {
      retryConfig: { retries: 0 },
      fetch: async (_url, init) => {
        updates.push({ body: decodeURIComponent(String(init?.body)).replaceAll('+', ' ') });
        return new Response('{"ok":true}', { headers: { 'content-type': 'application/json' } });
      },
    });
    const speaker = { client, pen: { publicUrl: '', sample: false }, post: async () => {} };
    return {
      acks,
      updates,
      one: new SubmissionGate(async (ack) => void acks.push(ack), speaker, submission),
    };
  }

  it('is acknowledged with “one moment”, and its answer takes that place', async () => {
    const { acks, updates, one } = gate();
    await vi.advanceTimersByTimeAsync(patienceMs);
    expect(JSON.stringify(acks)).toContain('One moment');
    vi.useRealTimers();
    await one.settle({ kind: 'done', tone: 'good', text: 'Your request is DR-1001.' });
    expect(acks).toHaveLength(1);
    expect(updates[0]?.body).toContain('V7');
    expect(updates[0]?.body).toContain('Your request is DR-1001.');
  });

  it('in time is acknowledged with its answer and nothing else', async () => {
    const { acks, updates, one } = gate();
    await one.settle({ kind: 'done', tone: 'good', text: 'Your request is DR-1001.' });
    await vi.advanceTimersByTimeAsync(patienceMs * 2);
    expect(acks).toHaveLength(1);
    expect(JSON.stringify(acks)).toContain('DR-1001');
    expect(updates).toEqual([]);
  });

  it('that broke is acknowledged with an apology, unless the answer has gone', async () => {
    const broken = gate();
    await broken.one.excuse({ tone: 'warning', text: 'Reference: ABC123.' });
    expect(JSON.stringify(broken.acks)).toContain('ABC123');
    const answered = gate();
    await answered.one.settle({ kind: 'done', tone: 'good', text: 'Filed.' });
    await answered.one.excuse({ tone: 'warning', text: 'Reference: ABC123.' });
    expect(answered.acks).toHaveLength(1);
    expect(JSON.stringify(answered.acks)).not.toContain('ABC123');
  });
});
