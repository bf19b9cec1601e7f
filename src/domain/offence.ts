/** A heading of the published crime statistics. */
export type OffenceGroup = { id: string; nameEn: string; nameAr: string };

/** The classification of an incident. Finer offences count under their `parent`. */
export type Offence = {
  id: string;
  /** True for the ids that chat and API use; finer ones are folded into their parent there. */
  canonical: boolean;
  parent: string | null;
  /** Further parents, for offences that count under several headings. */
  alsoUnder: readonly string[];
  group: string;
  nameEn: string;
  nameAr: string;
  synonymsEn: readonly string[];
  synonymsAr: readonly string[];
  dialect: readonly string[];
};

const SENSITIVE_GROUPS: ReadonlySet<string> = new Set(['honour', 'state_security']);
const SENSITIVE_OFFENCES: ReadonlySet<string> = new Set([
  'child_abuse',
  'juvenile',
  'suicide',
  'domestic_violence',
]);

/** True where a small number could point at a person: such offences are restricted by role and small counts withheld. */
export function isSensitiveOffence(offence: Pick<Offence, 'id' | 'group'>): boolean {
  return SENSITIVE_GROUPS.has(offence.group) || SENSITIVE_OFFENCES.has(offence.id);
}

/** All offences and their groups. */
export type OffenceCatalogue = { groups: readonly OffenceGroup[]; offences: readonly Offence[] };

/**
 * Ids of the given offences and of everything that counts under them, sorted.
 *
 * @param ids canonical or finer offence ids; unknown ids are kept as they are.
 */
export function withFinerOffences(catalogue: OffenceCatalogue, ids: readonly string[]): string[] {
  const found = new Set(ids);
  let grown = -1;
  while (grown !== found.size) {
    grown = found.size;
    for (const o of catalogue.offences) {
      const parents = o.parent ? [o.parent, ...o.alsoUnder] : o.alsoUnder;
      if (parents.some((parent) => found.has(parent))) found.add(o.id);
    }
  }
  return [...found].sort();
}
