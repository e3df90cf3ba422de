/** A staff file (C-04) of so many invented people: five levels of supervisors, forty schools, the same for the same seed. */

import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { chanceFrom } from '../support/chance.ts';

const head =
  'email,employee_id,name,role,school,supervisor_email,hire_date,end_date,active,groups,person_type,data_access';
const firsts = ['Ada', 'Bram', 'Cleo', 'Dov', 'Esra', 'Fenna', 'Gus', 'Hana', 'Ivo', 'Juno', 'Kofi', 'Lena'];
const lasts = ['Aldridge', 'Bouchard', 'Castellan', 'Drummond', 'Eskildsen', 'Farrow', 'Grimaldi', 'Holt'];
const titles = ['Teacher', 'Counselor', 'Aide', 'Office assistant', 'Custodian', 'Principal', 'Bus driver'];

export async function writeRosterFile(at: string, people: number, seed = 4): Promise<void> {
  const chance = chanceFrom(seed);
  const one = (list: readonly string[]) => list[chance.below(list.length)] ?? '';
  const out = createWriteStream(at);
  out.write(`${head}\r\n`);
  for (let n = 0; n < people; n += 1) {
    // twelve people to a supervisor, the first of all on top
    const supervisor = n === 0 ? '' : `p${Math.floor((n - 1) / 12)}@district.example`;
    const hired = `${2000 + chance.below(26)}-${String(1 + chance.below(12)).padStart(2, '0')}-15`;
    const name = `"${one(lasts)}-${n}, ${one(firsts)}"`;
    const cells = [
      `p${n}@district.example`,
      `${20_000 + n}`,
      name,
      one(titles),
      `School ${chance.below(40)}`,
      supervisor,
    ];
    const line = [
      ...cells,
      hired,
      '',
      'y',
      n % 50 === 0 ? 'analysts' : '',
      'employee',
      n % 3 === 0 ? 'y' : 'n',
    ];
    if (!out.write(`${line.join(',')}\r\n`)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
}
