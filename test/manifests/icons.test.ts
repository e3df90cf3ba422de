/** The icons, as Teams and Slack take them: their sizes, and an outline of nothing but white. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readPng } from '../support/png.ts';

const icon = (file: string) => readPng(readFileSync(path.resolve('manifests', file)));

describe('the icons', () => {
  it.each([
    ['teams/color.png', 192],
    ['teams/outline.png', 32],
    ['slack/icon.png', 512],
  ])('%s is %i pixels each way', (file, size) => {
    expect(icon(file)).toMatchObject({ width: size, height: size });
  });

  it.each(['teams/color.png', 'slack/icon.png'])(
    '%s fills its square: platforms round the corners',
    (file) => {
      expect(icon(file).pixels.every(({ alpha }) => alpha === 255)).toBe(true);
    },
  );

  it('the outline is white on nothing', () => {
    const { pixels } = icon('teams/outline.png');
    const seen = pixels.filter(({ alpha }) => alpha > 0);
    expect(seen.length).toBeGreaterThan(100);
    expect(pixels.length - seen.length).toBeGreaterThan(100);
    for (const { red, green, blue } of seen) expect([red, green, blue]).toEqual([255, 255, 255]);
  });
});
