/** Times of day as people type them. */

const timeOfDay = /^([01]\d|2[0-3]):[0-5]\d$/;

/** "9:00", "9.30", "2:15 pm" -> HH:MM; `undefined` for what is no time of day. */
export function readTime(typed: string): string | undefined {
  const [, hour = '', minute = '00', half = ''] =
    /^\s*(\d{1,2})(?:[:.](\d{2}))?\s*([ap])?\.?m?\.?\s*$/i.exec(typed) ?? [];
  if (hour === '') return undefined;
  const twelve = half === '' ? Number(hour) : (Number(hour) % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  const time = `${String(twelve).padStart(2, '0')}:${minute}`;
  const fits = half === '' || (Number(hour) >= 1 && Number(hour) <= 12);
  return fits && timeOfDay.test(time) ? time : undefined;
}

/** "15:30" -> "3:30 PM", as every other time of day is said. */
export function sayTime(time: string): string {
  const hour = Number(time.slice(0, 2));
  return `${((hour + 11) % 12) + 1}${time.slice(2)} ${hour < 12 ? 'AM' : 'PM'}`;
}

export const notATime = 'Please write a time of day, such as 15:30 or 3:30 pm.';
