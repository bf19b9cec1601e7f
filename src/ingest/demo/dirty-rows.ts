import type { Random } from '../../analytics/random.js';
import type { Gazetteer } from '../../domain/area.js';
import type { OffenceCatalogue } from '../../domain/offence.js';
import type { Zone } from '../zone.js';
import type { DirtName } from './dirt.js';
import {
  arabicDigits,
  csvCell,
  gridMetres,
  misspell,
  sexagesimal,
  writeDate,
  writeDay,
} from './dirty-cells.js';
import type { DemoIncident } from './generate.js';

/** What the writer needs to name things. */
export type DirtySources = { gazetteer: Gazetteer; offences: OffenceCatalogue; zone: Zone };

/** The cells of a row in the order of the header. */
export type Cells = {
  id: string;
  occurred: string;
  reported: string;
  offence: string;
  latitude: string;
  longitude: string;
  area: string;
  governorate: string;
  block: string;
  discovered: string;
};

/** The row as a clean CSV line. */
export function lineOf(cells: Cells): string {
  return Object.values(cells).map(csvCell).join(',');
}

/** Writes incidents in both languages and all date writings; `utc` tells that the date was written in UTC. */
export type Scribe = (incident: DemoIncident) => { cells: Cells; utc: boolean };

/** Prepares the writing of rows; names are drawn from both languages. */
export function createScribe(sources: DirtySources, random: Random): Scribe {
  const offences = new Map(sources.offences.offences.map((o) => [o.id, [o.nameEn, o.nameAr, o.id]]));
  const areas = new Map(sources.gazetteer.areas.map((a) => [a.id, [a.nameEn, a.nameAr]]));
  const governorates = new Map(sources.gazetteer.governorates.map((g) => [g.id, [g.nameEn, g.nameAr]]));
  const one = (names: ReadonlyMap<string, string[]>, id: string): string => {
    const choices = names.get(id) ?? [id];
    return choices[Math.floor(random() * choices.length)] ?? id;
  };
  return (incident) => {
    const instant = incident.occurredAt.getTime();
    const occurred = writeDate(sources.zone.wallAt(instant), instant, random);
    const reported = incident.reportedAt.getTime();
    const arabic = random() < 0.1;
    const number = (value: number) => (arabic ? arabicDigits(String(value)) : String(value));
    return {
      utc: occurred.utc,
      cells: {
        id: incident.sourceId,
        occurred: occurred.text,
        reported: writeDate(sources.zone.wallAt(reported), reported, random).text,
        offence: one(offences, incident.offenceId),
        latitude: number(incident.latitude),
        longitude: number(incident.longitude),
        area: one(areas, incident.areaId),
        governorate: one(governorates, incident.governorateId),
        block: number(incident.block),
        discovered: incident.discovered ? 'yes' : 'no',
      },
    };
  };
}

/** The police station on whose position careless clerks file everything. */
const STATION = { latitude: '29.376512', longitude: '47.986523' };
const IMPOSSIBLE_DATES = ['31/02/2025 10:00', '00/00/0000', '31/11/2024 08:15', 'غير معروف', '2025-13-40'];
const UNKNOWN_OFFENCES = ['أخرى متنوعة', 'Misc - other', 'XX-99'];
const FOREIGN: readonly (readonly [string, string])[] = [
  ['30.5085', '47.7804'],
  ['24.7136', '46.6753'],
  ['29.3375', '-48.0286'],
];

function pick<T>(choices: readonly T[], random: Random): T {
  const found = choices[Math.floor(random() * choices.length)];
  if (found === undefined) throw new Error('nothing to pick from');
  return found;
}

/** The row as a line with one defect. */
export function soil(
  dirt: DirtName,
  cells: Cells,
  incident: DemoIncident,
  sources: DirtySources,
  random: Random,
): string {
  const changed = (changes: Partial<Cells>) => lineOf({ ...cells, ...changes });
  const wall = sources.zone.wallAt(incident.occurredAt.getTime());
  const at = (latitude: string, longitude: string) => changed({ latitude, longitude });
  const raw = (area: string) => {
    const marked = lineOf({ ...cells, area: '\u0001' });
    return marked.replace('\u0001', area);
  };
  const soiled: Readonly<Record<DirtName, () => string>> = {
    none: () => lineOf(cells),
    swapped_position: () => at(cells.longitude, cells.latitude),
    zero_position: () => at(pick(['0', '0.0', '٠'], random), '0'),
    blank_position: () => at('', pick(['', 'NULL', '-'], random)),
    projected_position: () => at(...gridMetres(incident.latitude, incident.longitude)),
    sexagesimal_position: () => at(sexagesimal(incident.latitude, 'N'), sexagesimal(incident.longitude, 'E')),
    piled_position: () => changed({ ...STATION, area: '', governorate: '' }),
    misspelt_offence: () => changed({ offence: misspell(longName(incident, sources), random) }),
    date_without_time: () => changed({ occurred: writeDay(wall) }),
    stray_quote: () => raw(`${cells.area.slice(0, 3)}"${cells.area.slice(3)}`),
    cell_over_two_lines: () => raw(`"${cells.area}\r\n"`),
    repeated_row: () => lineOf({ ...cells, area: incident.areaId, occurred: localIso(wall) }),
    repeated_id: () => changed({ occurred: localIso(wall - 86_400_000), block: '99' }),
    mangled_id: () => changed({ id: '1.20058E+13' }),
    missing_id: () => changed({ id: '' }),
    impossible_date: () => changed({ occurred: pick(IMPOSSIBLE_DATES, random) }),
    future_date: () => changed({ occurred: localIso(wall + 6 * 365 * 86_400_000) }),
    unknown_offence: () => changed({ offence: pick(UNKNOWN_OFFENCES, random) }),
    missing_offence: () => changed({ offence: '' }),
    half_position: () => changed({ longitude: '' }),
    foreign_position: () => at(...pick(FOREIGN, random)),
    open_quote: () => raw(`"${cells.area}`),
    comma_in_cell: () => raw(`${cells.area}, ${cells.block}`),
  };
  return soiled[dirt]();
}

const localIso = (wallMs: number) => new Date(wallMs).toISOString().slice(0, 19);

/** A name of the incident's offence that is long enough for a typo to be mended beyond doubt. */
function longName(incident: DemoIncident, { offences }: DirtySources): string {
  const offence = offences.offences.find((o) => o.id === incident.offenceId);
  const names = [offence?.nameEn ?? '', ...(offence?.synonymsEn ?? [])];
  return names.find((name) => /^[A-Za-z -]{8,}$/.test(name)) ?? 'Traffic violation';
}
