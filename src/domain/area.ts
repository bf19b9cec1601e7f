/** A [latitude, longitude] pair in degrees, WGS 84. */
export type LatLon = readonly [latitude: number, longitude: number];

/** How far the drawn boundary can be trusted; see the gazetteer's README. */
export type BoundaryConfidence = 'high' | 'medium' | 'low';

type Named = {
  /** Canonical id: lower case, underscores. */
  id: string;
  nameEn: string;
  nameAr: string;
  aliasesEn: readonly string[];
  aliasesAr: readonly string[];
};

/** One of Kuwait's six governorates. */
export type Governorate = Named & { iso: string; population: number; centre: LatLon };

/** A named district inside one governorate: the unit in which officers speak of places. */
export type Area = Named & {
  governorate: string;
  kind: string;
  /** Residents; null where the census has no figure. */
  population: number | null;
  paciAreaNo: readonly number[];
  /** Area of the drawn polygon, km². */
  drawnKm2: number;
  centre: LatLon;
  approximate: boolean;
  boundaryConfidence: BoundaryConfidence;
};

/** A landmark, road or locality; `position` is null where no cross-checked source gave one. */
export type Place = Named & {
  type: string;
  /** Null for roads that run through several. */
  area: string | null;
  governorate: string | null;
  position: LatLon | null;
};

/** A name that stands for several areas at once ("South Surra"). */
export type AreaGroup = Named & { areas: readonly string[] };

/** Everything the product knows of Kuwait's places, by canonical id. */
export type Gazetteer = {
  governorates: readonly Governorate[];
  areas: readonly Area[];
  places: readonly Place[];
  groups: readonly AreaGroup[];
  /** Sets of area ids whose names are so alike that a typo must never lead from one to another. */
  similarNames: readonly (readonly string[])[];
};

/** The governorate that an area lies in; null for no area, and for one that the gazetteer does not know. */
export function governorateOfArea({ areas }: Pick<Gazetteer, 'areas'>, areaId: string | null): string | null {
  return areas.find(({ id }) => id === areaId)?.governorate ?? null;
}
