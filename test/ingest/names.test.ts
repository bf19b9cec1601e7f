import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadGazetteer, loadOffences } from '../../src/gazetteer/gazetteer.js';
import { createAreaReader } from '../../src/ingest/area-names.js';
import { allowedEdits, editDistance } from '../../src/ingest/closest.js';
import { createOffenceReader } from '../../src/ingest/offence-names.js';

const gazetteer = loadGazetteer();
const offences = loadOffences();

describe('offence words', () => {
  const read = createOffenceReader(offences, { 'كود 77': 'arson', 'DECEPTIVE PRACTICE': 'fraud' });

  it('of the whole catalogue lead to their offence, in English, Arabic and dialect', () => {
    const wrong = offences.offences.flatMap((o) =>
      [o.id, o.nameEn, o.nameAr, ...o.synonymsEn, ...o.synonymsAr, ...o.dialect]
        // A word that several offences share is left to a person.
        .filter((name) => name !== 'حبوب')
        .flatMap((name) => {
          const found = read(name);
          return found?.id === o.id ? [] : [`${name}: ${found?.id} instead of ${o.id}`];
        }),
    );
    expect(wrong).toEqual([]);
  });

  it.each([
    ['Theif', null],
    ['Burglery', 'burglary'],
    ['vehicel theft', 'vehicle_theft'],
    ['Embezzelment', 'embezzlement'],
    ['مخالفات الاقامه', 'residency'],
    ['الاختلاس للاموال العامة', 'embezzlement'],
    ['Larceny - Shoplifting', 'shoplifting'],
    ['Assault / Robbery', null],
    ['Larceny - of something', 'theft'],
    ['كود 77', 'arson'],
    ['Deceptive Practice', 'fraud'],
    ['weather', null],
    ['', null],
  ])('"%s" is %s', (text, id) => {
    expect(read(text)?.id ?? null).toBe(id);
  });

  it.each([
    ['Break and Enter Residential/Other', 'burglary'],
    ['Theft from Vehicle', 'theft_from_vehicle'],
    ['Theft of Vehicle', 'vehicle_theft'],
    ['Theft of Bicycle', 'theft'],
    ['Other Theft', 'theft'],
    ['Mischief', 'vandalism'],
    ['Offence Against a Person', 'assault'],
    ['Vehicle Collision or Pedestrian Struck (with Fatality)', 'fatal_accident'],
    ['Vehicle Collision or Pedestrian Struck (with Injury)', 'traffic_accident'],
    ['CRIM SEXUAL ASSAULT', 'sexual_assault'],
    ['WEAPONS VIOLATION', 'weapons'],
    ['CRIMINAL TRESPASS', 'trespass'],
    ['GRAND LARCENY OF MOTOR VEHICLE', 'vehicle_theft'],
    ['CRIMINAL MISCHIEF & RELATED OF', 'vandalism'],
    ['DANGEROUS DRUGS', 'drugs'],
    ['FELONY ASSAULT', 'assault'],
    ['Theft from the person', 'pickpocketing'],
    ['Larceny - From Motor Vehicle', 'theft_from_vehicle'],
    // What holds several offences in one word stays with the person who knows the source.
    ['Vehicle crime', null],
    ['Violence and sexual offences', null],
    ['OTHER OFFENSE', null],
    ['NON-CRIMINAL', null],
  ])('of other cities are read as a careful analyst would: "%s" is %s', (text, id) => {
    expect(createOffenceReader(offences, {})(text)?.id ?? null).toBe(id);
  });

  it('say when they had to be corrected', () => {
    expect(read('Burglary')).toEqual({ id: 'burglary', corrected: false });
    expect(read('Burglayr')).toEqual({ id: 'burglary', corrected: true });
  });
});

describe('area words', () => {
  const places = createAreaReader(gazetteer, { 'Zone 7': 'bayan' });

  it('of the whole gazetteer lead to their area', () => {
    const wrong = gazetteer.areas.flatMap((a) =>
      [a.id, a.nameEn, a.nameAr, ...a.aliasesEn, ...a.aliasesAr].flatMap((name) =>
        places.area(name) === a.id ? [] : [`${name}: ${places.area(name)} instead of ${a.id}`],
      ),
    );
    expect(wrong).toEqual([]);
  });

  it.each([
    ['منطقة السالميه', 'salmiya'],
    ['ضاحية عبدالله السالم', 'abdullah_al_salem'],
    ['Al Salmiyah', 'salmiya'],
    ['Zone 7', 'bayan'],
    ['الأحمدى', 'ahmadi'],
    ['Nowhere', null],
    ['', null],
  ])('"%s" is %s', (text, id) => {
    expect(places.area(text)).toBe(id);
  });

  it('never lead from one area to another with a similar name by correcting a typo', () => {
    const lookAlikes = new Set(gazetteer.similarNames.flat());
    for (const area of gazetteer.areas) {
      if (!lookAlikes.has(area.id)) continue;
      const typo = `${area.nameEn.slice(0, 3)}${area.nameEn.slice(4)}`;
      expect([null, area.id]).toContain(places.area(typo));
    }
  });

  it('know the governorates apart from the areas that give them their names', () => {
    expect(places.governorate('محافظة حولي')).toBe('hawalli');
    expect(places.governorate('Al Asimah')).toBe('capital');
    expect(places.governorate('Salmiya')).toBeNull();
  });
});

describe('edit distance', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'س', 'ر'), maxLength: 8 });

  it('is a distance: zero to itself, the same both ways, never more than its limit and one', () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(editDistance(a, a, 2)).toBe(0);
        expect(editDistance(a, b, 2)).toBe(editDistance(b, a, 2));
        expect(editDistance(a, b, 2)).toBeLessThanOrEqual(3);
        expect(editDistance(a, b, 2) === 0).toBe(a === b);
      }),
    );
  });

  it('counts one edit as one', () => {
    for (const other of ['theftt', 'thft', 'thefr', 'tehft']) expect(editDistance('theft', other, 2)).toBe(1);
    expect(editDistance('theft', 'left', 2)).toBe(2);
  });

  it('allows nothing in short words', () => {
    expect([4, 5, 7, 8].map(allowedEdits)).toEqual([0, 1, 1, 2]);
  });
});
