/** The privacy agreement in Teams, by signed activities to the real program: 24 lines, page by page, and T1 or T2. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { patient } from '../support/patience.ts';
import { type SampleProgram, startSampleProgram } from '../support/sample-program.ts';
import type { Message, TeamsPerson } from '../support/teams-client.ts';
import { startTeamsPeer, type TeamsPeer } from '../support/teams-connector.ts';
import type { Dialog } from '../support/teams-dialog.ts';
import { inFrontOfTeams } from '../support/teams-staff.ts';

let peer: TeamsPeer;
let program: SampleProgram;
let signer: TeamsPerson;
let welcome: Message;

const press = (id: string): string => `I initial line ${id}`;

beforeAll(async () => {
  peer = await startTeamsPeer({ cloud: true });
  program = await startSampleProgram(undefined, peer);
  signer = inFrontOfTeams(peer, program.url, 'newcomer');
});
afterAll(async () => {
  await program?.close();
  await peer?.close();
});

/** What the store keeps of the lines so far: which, and when each was initialled. */
async function drafted(): Promise<Record<string, string>> {
  const [draft] = await program.database.store.db.agreementDraft.findMany();
  return (draft?.initials ?? {}) as Record<string, string>;
}

const signatures = () => program.database.store.db.signature.count({ where: { way: 'signed' } });

/** The lines of this page that are not initialled yet. */
function missing(dialog: Dialog): string[] {
  return dialog.buttons.flatMap((title) => /^I initial line (\w+)$/.exec(title)?.[1] ?? []);
}

/** Leafs to the page on which a line can be initialled. */
async function leafTo(dialog: Dialog, id: string): Promise<void> {
  while (dialog.buttons.includes('Back') && !missing(dialog).includes(id)) await dialog.press('Back');
  while (dialog.buttons.includes('Next') && !missing(dialog).includes(id)) await dialog.press('Next');
}

async function leafToEnd(dialog: Dialog): Promise<void> {
  while (dialog.buttons.includes('Next')) await dialog.press('Next');
}

describe('the privacy agreement in Teams (R021, R022)', () => {
  let dialog: Dialog;
  const seen: string[] = [];

  it('waits on the list of whoever adds the app, and opens from there', async () => {
    welcome = await signer.installs();
    expect(welcome.words).toMatch(/privacy agreement/i);
    const typed = await signer.types('nda');
    const opener = typed.buttons.find((title) => ['Open', 'Sign'].includes(title)) ?? '';
    dialog = await typed.pressForDialog(opener);
    expect(dialog.words).toMatch(/Page 1 of \d/);
    expect(dialog.buttons).toContain('Next');
    expect(dialog.buttons).not.toContain('Back');
  });

  it('R048: has 24 lines, each with a button of its own that keeps it at once', async () => {
    for (;;) {
      const lines = missing(dialog);
      expect(lines.length).toBeLessThanOrEqual(8);
      seen.push(...lines);
      if (!dialog.buttons.includes('Next')) break;
      await dialog.press('Next');
    }
    expect(new Set(seen).size).toBe(24);
    expect(await drafted()).toEqual({});
    await leafTo(dialog, 'G1');
    await dialog.press(press('G1'));
    expect(Object.keys(await drafted())).toEqual(['G1']);
    await dialog.press(press('G2'));
    const { G1 = '', G2 = '' } = await drafted();
    expect(G1 < G2).toBe(true);
    expect(missing(dialog)).not.toContain('G1');
  });

  it('a line taken back is taken back, and initialled again with a time of its own', async () => {
    const first = await drafted();
    await dialog.pressBelow(lineAbove(dialog, 'G2'), 'Take back');
    expect(Object.keys(await drafted())).toEqual(['G1']);
    await dialog.press(press('G2'));
    const { G1, G2 = '' } = await drafted();
    expect(G1).toBe(first.G1);
    expect(G2 > (first.G2 ?? '')).toBe(true);
  });

  it('goes on where it was interrupted, in another window too', async () => {
    const again = await (await signer.types('nda sign')).pressForDialog('Open');
    expect(again.words).toContain(press('G1'));
    expect(missing(again)).not.toContain('G1');
    dialog = again;
  });

  it('all lines of a page pressed as fast as can be are all kept, and all seen', async () => {
    while (missing(dialog).length < 3) await dialog.press('Next');
    const lines = missing(dialog);
    await Promise.all(lines.map((id) => dialog.press(press(id))));
    expect(Object.keys(await drafted()).sort()).toEqual(['G1', 'G2', ...lines].sort());
    expect(missing(dialog)).toEqual([]);
  });

  it('R042: with a line missing, T1 and T2 both, and another name, it comes back on the page of the first fault', async () => {
    for (const id of seen.filter((one) => one !== 'E1')) {
      await leafTo(dialog, id);
      if (missing(dialog).includes(id)) await dialog.press(press(id));
    }
    await leafToEnd(dialog);
    dialog.fill('Your full name', 'Somebody Else');
    await dialog.press('Sign');
    expect(dialog.mistakes).toHaveLength(2);
    expect(dialog.mistakes.join()).toContain('T1 and T2 are both initialled');
    const done = dialog.words.split('\n').find((words) => words.startsWith('I have completed')) ?? '';
    await dialog.pressBelow(done, 'Take back');
    await leafToEnd(dialog);
    expect(dialog.value('Your full name')).toBe('Somebody Else');
    await dialog.press('Sign');
    expect(dialog.mistakes.join()).toContain('not initialled yet');
    expect(missing(dialog)).toEqual(['E1']);
    await dialog.press(press('E1'));
    await leafToEnd(dialog);
    await dialog.press('Sign');
    expect(dialog.mistakeUnder('Your full name')).toContain('as it stands on the roster');
    expect(dialog.mistakeUnder('Signing electronically')).toContain('Please tick this box');
    expect(await signatures()).toBe(0);
  });

  it('is signed once complete, sent twice, and sealed once', async () => {
    dialog.fill('Your full name', 'Mireille Dubois-Kane');
    dialog.tick('Signing electronically');
    const [first, second] = await Promise.all([dialog.pressUnseen('Sign'), dialog.press('Sign')]);
    expect(`${first.text}${second.text}`).toContain('Signed and sealed.');
    expect(await signatures()).toBe(1);
    const [signature] = await program.database.store.db.signature.findMany({ where: { way: 'signed' } });
    expect(signature?.surface).toBe('teams');
    expect((await signer.next('Privacy agreement')).words).toContain('Privacy agreement');
  });

  it('is off the list after that, and there is nothing more to sign', async () => {
    await vi.waitFor(
      async () => expect((await welcome.look()).words).not.toContain('Sign the privacy agreement'),
      patient,
    );
    expect((await signer.types('nda sign')).words).toContain('signed the');
  });

  it('logs nothing of what was typed', () => {
    for (const typed of ['Dubois', 'Somebody Else']) expect(program.log.join('\n')).not.toContain(typed);
  });
});

/** The words of a line that is initialled: they stand above what says so. */
function lineAbove(dialog: Dialog, id: string): string {
  const lines = dialog.words.split('\n');
  return lines[lines.findIndex((words) => words.includes(press(id))) - 1] ?? '';
}
