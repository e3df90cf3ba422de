/** How far something long is: a bar that moves on a terminal, a line now and then elsewhere. */
import type { Shell } from './shell.ts';

export interface Progress {
  /** `share` is between 0 and 1. */
  step(label: string, share: number): void;
  /** Takes the bar away. */
  end(): void;
}

const width = 30;
/** Without a terminal a line is printed when so many more hundredths are done. */
const lineEvery = 25;

export function progressOn(shell: Shell): Progress {
  let label = '';
  let shown = -1;
  return {
    step(now, share) {
      const percent = Math.min(100, Math.floor(share * 100));
      const every = shell.redraw ? 1 : lineEvery;
      if (now === label && Math.floor(percent / every) <= Math.floor(shown / every)) return;
      label = now;
      shown = percent;
      if (shell.redraw) shell.redraw(bar(now, percent));
      else shell.err(`${now} ${percent} %`);
    },
    end() {
      if (label !== '') shell.redraw?.('');
      label = '';
    },
  };
}

function bar(label: string, percent: number): string {
  const full = Math.round((percent / 100) * width);
  return `${label.padEnd(10)} [${'#'.repeat(full)}${'-'.repeat(width - full)}] ${String(percent).padStart(3)} %`;
}
