/** Reads a PNG of 8-bit RGB or RGBA, not interlaced, which is how Chromium writes them. */
import { inflateSync } from 'node:zlib';

export interface Pixel {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
  readonly alpha: number;
}

export interface Png {
  readonly width: number;
  readonly height: number;
  /** Row by row from the top left. */
  readonly pixels: readonly Pixel[];
}

const signature = '89504e470d0a1a0a';
const bytesOf: Readonly<Record<number, number>> = { 2: 3, 6: 4 };

export function readPng(file: Buffer): Png {
  if (file.subarray(0, 8).toString('hex') !== signature) throw new Error('not a PNG');
  let head: Buffer | undefined;
  const packed: Buffer[] = [];
  for (let at = 8; at < file.length; ) {
    const length = file.readUInt32BE(at);
    const kind = file.toString('latin1', at + 4, at + 8);
    const data = file.subarray(at + 8, at + 8 + length);
    if (kind === 'IHDR') head = data;
    if (kind === 'IDAT') packed.push(data);
    at += length + 12;
  }
  if (!head) throw new Error('a PNG without its head');
  const [width, height] = [head.readUInt32BE(0), head.readUInt32BE(4)];
  const [depth, colour, , , interlaced] = head.subarray(8);
  const size = bytesOf[colour ?? -1];
  if (depth !== 8 || size === undefined || interlaced !== 0) throw new Error('a PNG of another kind');
  const bytes = unfiltered(inflateSync(Buffer.concat(packed)), width * size, size);
  const pixels: Pixel[] = [];
  for (let at = 0; at < bytes.length; at += size) {
    const [red = 0, green = 0, blue = 0, alpha = 255] = bytes.subarray(at, at + size);
    pixels.push({ red, green, blue, alpha });
  }
  if (pixels.length !== width * height) throw new Error('a PNG that is cut short');
  return { width, height, pixels };
}

/** Each line begins with the number of its filter (www.w3.org/TR/png, section 9). */
function unfiltered(lines: Buffer, row: number, size: number): Buffer {
  const out = Buffer.alloc((lines.length / (row + 1)) * row);
  for (let y = 0; y * (row + 1) < lines.length; y += 1) {
    const filter = lines[y * (row + 1)] ?? 0;
    for (let x = 0; x < row; x += 1) {
      const to = y * row + x;
      const left = x < size ? 0 : (out[to - size] ?? 0);
      const up = y === 0 ? 0 : (out[to - row] ?? 0);
      const corner = y === 0 || x < size ? 0 : (out[to - row - size] ?? 0);
      out[to] = (lines[y * (row + 1) + 1 + x] ?? 0) + predicted(filter, left, up, corner);
    }
  }
  return out;
}

function predicted(filter: number, left: number, up: number, corner: number): number {
  switch (filter) {
    case 0:
      return 0;
    case 1:
      return left;
    case 2:
      return up;
    case 3:
      return (left + up) >> 1;
    case 4: {
      const base = left + up - corner;
      const [a, b, c] = [left, up, corner].map((near) => Math.abs(base - near)) as [number, number, number];
      return a <= b && a <= c ? left : b <= c ? up : corner;
    }
    default:
      throw new Error('a PNG with an unknown filter');
  }
}
