import { describe, expect, it } from 'vitest';
import { withFinerOffences } from '../../src/domain/offence.js';
import { loadBoundaries, loadGazetteer, loadOffences } from '../../src/gazetteer/gazetteer.js';

describe('the shipped gazetteer', () => {
  const gazetteer = loadGazetteer();
  const areaIds = new Set(gazetteer.areas.map((a) => a.id));

  it('has 6 governorates and 173 areas, each area in a known governorate', () => {
    const governorates = new Set(gazetteer.governorates.map((g) => g.id));
    expect(governorates.size).toBe(6);
    expect(areaIds.size).toBe(173);
    expect(gazetteer.areas.filter((a) => !governorates.has(a.governorate))).toEqual([]);
  });

  it('draws a boundary for every area and governorate', () => {
    const boundaries = loadBoundaries();
    expect(new Set(boundaries.areas.map((b) => b.id))).toEqual(areaIds);
    expect(boundaries.governorates.map((b) => b.id).sort()).toEqual(
      gazetteer.governorates.map((g) => g.id).sort(),
    );
  });

  it('joins every group and place to known areas', () => {
    expect(gazetteer.groups.flatMap((g) => g.areas).filter((id) => !areaIds.has(id))).toEqual([]);
    expect(gazetteer.places.filter((p) => p.area !== null && !areaIds.has(p.area)).map((p) => p.id)).toEqual(
      [],
    );
  });
});

describe('offences', () => {
  it('counts finer offences under their parents, also a second one', () => {
    const found = withFinerOffences(loadOffences(), ['cybercrime']);
    expect(found).toEqual(['cyber_extortion', 'cyber_fraud', 'cybercrime']);
  });
});
