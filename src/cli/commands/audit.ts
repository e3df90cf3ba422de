/** `safekeep audit verify` and `audit head`: proves that nobody changed the audit trail. */
import { Command } from 'commander';
import { OperatorError } from '../../kernel/operator-error.ts';
import { type Anchor, auditHead, formatAnchor, parseAnchor, verifyAudit } from '../../store/audit.ts';
import { atHome } from '../at-home.ts';
import { NotDone, type Shell, show } from '../shell.ts';

export function auditCommand(shell: Shell): Command {
  return new Command('audit')
    .description('the audit trail')
    .addCommand(
      new Command('verify')
        .description('prove the whole chain, and that it holds a mark taken earlier')
        .option('--anchor <seq:hash>', 'a mark from the log or from the Superintendent')
        .action((options: { anchor?: string }, command: Command) => verify(shell, command, options.anchor)),
    )
    .addCommand(
      new Command('head')
        .description('print the mark to keep elsewhere')
        .action((_options: object, command: Command) =>
          atHome(shell, async ({ store }) => {
            const head = formatAnchor(await auditHead(store));
            show(shell, command, { head }, [head]);
          }),
        ),
    );
}

const faults = {
  changed: 'was changed',
  removed: 'was removed',
  cut: 'and all after it are missing',
  added: 'was added behind the end',
  rewritten: 'is not the one that the mark was taken from: the trail was written anew',
} as const;

async function verify(shell: Shell, command: Command, text: string | undefined): Promise<void> {
  const anchor = text === undefined ? undefined : anchorOf(text);
  const verdict = await atHome(shell, ({ store }) => verifyAudit(store, anchor ? { anchor } : {}));
  if (verdict.ok) {
    const head = formatAnchor(verdict.head);
    show(shell, command, { ok: true, entries: Number(verdict.head.seq), head }, [
      `The audit trail is whole: ${verdict.head.seq} entries, up to ${head}`,
      ...(anchor ? [] : ['Without --anchor this does not show a trail that was cut or wholly rewritten.']),
    ]);
    return;
  }
  const { seq, problem } = verdict;
  show(shell, command, { ok: false, seq: Number(seq), problem }, [
    `The audit trail is broken: entry ${seq} ${faults[problem]}.`,
  ]);
  throw new NotDone();
}

function anchorOf(text: string): Anchor {
  const anchor = parseAnchor(text);
  if (!anchor)
    throw new OperatorError('--anchor is a number, a colon and 64 hex digits, as "audit head" prints it.');
  return anchor;
}
