import { z } from 'zod';
import { AppError } from '../domain/errors.js';
import { ENCODINGS } from './csv/inspect.js';
import { nameKey } from './text.js';

/** What a column can mean. `occurred_at` is a date with or without time; `position` holds both coordinates. */
export const FIELDS = [
  'id',
  'occurred_at',
  'time',
  'year',
  'month',
  'day',
  'hour',
  'minute',
  'reported_at',
  'offence',
  'offence_detail',
  'latitude',
  'longitude',
  'position',
  'area',
  'governorate',
  'block',
  'discovered',
] as const;
/** One meaning of a column. */
export type Field = (typeof FIELDS)[number];

/** A mapping file: what a source's columns and words mean where guessing would fail. Every part is optional. */
export const mappingSchema = z.strictObject({
  /** The system that the file comes from: ids are unique within it. */
  source: z.string().min(1).max(64).optional(),
  /** Field -> column header, as in the file. */
  columns: z.partialRecord(z.enum(FIELDS), z.string()).default({}),
  /** Which number of a date such as 03/04/2026 comes first; `ymd` for years of two digits that do. */
  dateOrder: z.enum(['dmy', 'mdy', 'ymd']).optional(),
  /** IANA zone of stamps that do not name one. */
  timeZone: z.string().optional(),
  /** The source's word -> offence id. */
  offences: z.record(z.string(), z.string()).default({}),
  /** The source's word -> area id. */
  areas: z.record(z.string(), z.string()).default({}),
  /** Offence id for words that nothing explains; without it such rows are quarantined. */
  offenceFallback: z.string().optional(),
  /** Box in degrees in which positions may lie, for a city outside Kuwait: its rows then have no area of ours. */
  bounds: z
    .strictObject({
      south: z.number().min(-90).max(90),
      north: z.number().min(-90).max(90),
      west: z.number().min(-180).max(180),
      east: z.number().min(-180).max(180),
    })
    .refine(({ south, north, west, east }) => south < north && west < east, 'must not be empty')
    .optional(),
  /** Northern UTM zone of coordinates in metres; 38 without it. */
  utmZone: z.number().int().min(1).max(60).optional(),
  delimiter: z.string().length(1).optional(),
  encoding: z.enum(ENCODINGS).optional(),
});
/** A parsed mapping file. */
export type Mapping = z.infer<typeof mappingSchema>;

/**
 * Parses the text of a mapping file.
 *
 * @throws AppError bad_request that names every problem.
 */
export function parseMapping(text: string): Mapping {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new AppError('bad_request', `the mapping is not JSON: ${String(error)}`, { cause: error });
  }
  const parsed = mappingSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(
    (issue) => `${issue.path.join('.') || 'mapping'}: ${issue.message}`,
  );
  throw new AppError('bad_request', `the mapping has problems: ${problems.join('; ')}`);
}

/** Headers by meaning, the surest first; compared without case, spaces, punctuation, articles or hamza. */
const HEADERS: Readonly<Record<Field, readonly string[]>> = {
  id: [
    ...['id', 'source_id', 'incident_id', 'case_id', 'report_id', 'record_id', 'case_number', 'case_no'],
    ...['incident_number', 'incident_no', 'incidntnum', 'report_number', 'report_no', 'reference', 'pd_id'],
    ...['رقم البلاغ', 'رقم القضية', 'رقم الحادث', 'رقم الواقعة', 'رقم المرجع', 'المعرف', 'الرقم', 'رقم', 'م'],
  ],
  occurred_at: [
    ...['occurred_at', 'occurred', 'date_occurred', 'occurrence_date', 'date_of_occurrence', 'incident_date'],
    ...[
      'incident_datetime',
      'incident_time_date',
      'event_date',
      'datetime',
      'date_time',
      'timestamp',
      'date',
    ],
    ...['occurred_at_utc', 'occurred_utc', 'date_utc', 'timestamp_utc', 'datetime_utc'],
    ...[
      'تاريخ الواقعة',
      'تاريخ الحادث',
      'تاريخ الحادثة',
      'تاريخ الجريمة',
      'تاريخ الوقوع',
      'تاريخ ووقت الواقعة',
    ],
    ...['التاريخ والوقت', 'تاريخ ووقت', 'وقوع', 'التاريخ', 'تاريخ'],
  ],
  time: [
    'time',
    'occurred_time',
    'incident_time',
    'time_occurred',
    'وقت الواقعة',
    'وقت الحادث',
    'الوقت',
    'الساعة',
  ],
  year: ['year', 'السنة'],
  month: ['month', 'الشهر'],
  day: ['day', 'اليوم'],
  hour: ['hour'],
  minute: ['minute', 'الدقيقة'],
  reported_at: [
    ...[
      'reported_at',
      'date_reported',
      'report_date',
      'reported',
      'reported_date',
      'report_time',
      'created_at',
    ],
    ...['تاريخ البلاغ', 'تاريخ التبليغ', 'تاريخ التسجيل', 'وقت البلاغ'],
  ],
  offence: [
    ...[
      'offence',
      'offense',
      'offence_type',
      'offense_type',
      'crime_type',
      'primary_type',
      'crime',
      'category',
    ],
    ...['offence_id', 'charge', 'type', 'نوع الجريمة', 'نوع القضية', 'نوع الحادث', 'نوع البلاغ', 'الجريمة'],
    ...['التهمة', 'التصنيف', 'القضية', 'الفئة', 'النوع'],
  ],
  offence_detail: ['offence_detail', 'description', 'descript', 'details', 'الوصف', 'التفاصيل', 'وصف'],
  latitude: [
    ...['latitude', 'lat', 'y', 'northing', 'utm_y', 'y_utm', 'y_coord', 'y_coordinate', 'gps_lat'],
    ...['خط العرض', 'دائرة العرض', 'عرض'],
  ],
  longitude: [
    ...[
      'longitude',
      'lon',
      'lng',
      'long',
      'x',
      'easting',
      'utm_x',
      'x_utm',
      'x_coord',
      'x_coordinate',
      'gps_lon',
    ],
    ...['خط الطول', 'طول'],
  ],
  position: ['position', 'coordinates', 'coords', 'geo', 'point', 'geom', 'location', 'الإحداثيات', 'الموقع'],
  area: [
    'area',
    'area_name',
    'area_id',
    'district',
    'neighbourhood',
    'neighborhood',
    'المنطقة',
    'اسم المنطقة',
    'الحي',
  ],
  governorate: ['governorate', 'governorate_id', 'province', 'المحافظة'],
  block: ['block', 'block_no', 'block_number', 'القطعة', 'رقم القطعة'],
  discovered: ['discovered', 'patrol_discovered', 'found_by_patrol', 'ضبط دورية', 'مضبوط', 'ضبط'],
};

/** Where each known field stands: the index of its column. */
export type Columns = Partial<Record<Field, number>>;

/**
 * Finds the columns: those that the mapping names, then those whose header says what they are.
 *
 * @throws AppError bad_request when the mapping names a header that the file lacks, or when no column holds the date or
 *   the offence.
 */
export function findColumns(header: readonly string[], mapping: Mapping): Columns {
  const columns = guessColumns(header, mapping.columns);
  requireColumns(columns, header);
  return columns;
}

/**
 * The columns that are named, and those whose header says what they are; none need be there.
 *
 * @throws AppError bad_request when a header is named that the file lacks.
 */
export function guessColumns(header: readonly string[], named: Mapping['columns']): Columns {
  const columns: Columns = {};
  const taken = new Set<number>();
  for (const field of FIELDS) {
    const name = named[field];
    if (name === undefined) continue;
    const index = header.findIndex((title) => title.trim() === name.trim());
    if (index < 0) throw missingHeader(field, name, header);
    columns[field] = index;
    taken.add(index);
  }
  const keys = header.map(nameKey);
  for (const field of FIELDS) {
    if (columns[field] !== undefined) continue;
    const index = guess(field, keys, taken);
    if (index === null) continue;
    columns[field] = index;
    taken.add(index);
  }
  if (columns.occurred_at === undefined && columns.year === undefined && columns.reported_at !== undefined) {
    columns.occurred_at = columns.reported_at;
  }
  return columns;
}

function guess(field: Field, keys: readonly string[], taken: ReadonlySet<number>): number | null {
  for (const title of HEADERS[field]) {
    const index = keys.indexOf(nameKey(title));
    if (index >= 0 && !taken.has(index)) return index;
  }
  return null;
}

function missingHeader(field: Field, name: string, header: readonly string[]): AppError {
  return new AppError(
    'bad_request',
    `the mapping says that column "${name}" is ${field}, but the file has only: ${listed(header)}. ` +
      'Correct the name in the mapping; it must be written as in the first line of the file.',
  );
}

function requireColumns(columns: Columns, header: readonly string[]): void {
  const hasDate =
    columns.occurred_at !== undefined || (columns.year !== undefined && columns.month !== undefined);
  const missing = [
    ...(hasDate ? [] : ['occurred_at (the date)']),
    ...(columns.offence === undefined ? ['offence'] : []),
  ];
  if (missing.length === 0) return;
  throw new AppError(
    'bad_request',
    `no column of this file looks like ${missing.join(' or ')}. Its first line reads: ${listed(header)}. ` +
      'Say which column is which with --map MAPPING.json, for example ' +
      '{"columns":{"occurred_at":"DATE","offence":"TYPE","latitude":"Y","longitude":"X"}}.',
  );
}

function listed(header: readonly string[]): string {
  const shown = header.slice(0, 30).map((title) => `"${title.slice(0, 40)}"`);
  return shown.join(', ') + (header.length > 30 ? ' ...' : '');
}

/** True when a header itself says that its times are UTC. */
export function saysUtc(title: string): boolean {
  return /(^|[\s_(-])(utc|gmt|z)([\s_)-]|$)/i.test(title);
}
