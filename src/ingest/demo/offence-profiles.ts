/** Where an offence happens: which areas draw it, and how strongly. */
export type Setting = 'home' | 'shops' | 'street' | 'road' | 'labour' | 'desert' | 'sea';

/** When an offence happens; the hour curves are in `rhythm.ts`. */
export type ClockKind = 'office' | 'evening' | 'home' | 'parking' | 'road' | 'shops' | 'patrol' | 'flat';

/** How long until it is reported. */
export type DelayKind = 'at_once' | 'hours' | 'days' | 'weeks';

/** How one offence behaves in the demo city. The numbers are invented; they are shaped like crime, not measured. */
export type OffenceProfile = {
  offenceId: string;
  /** Share of all incidents, before calendar effects; only ratios matter. */
  weight: number;
  setting: Setting;
  clock: ClockKind;
  delay: DelayKind;
  /** Share that a patrol finds by itself. */
  discovered: number;
  /** Chance that an incident is followed by another one close by within two weeks. */
  repeats: number;
  /** Factors on days of Ramadan, 24-27 February, Eids, June to August. */
  ramadan: number;
  nationalDays: number;
  eid: number;
  summer: number;
  /** Growth a year: 0.2 = 20 % more each year. */
  trend: number;
};

type Extras = Partial<
  Pick<OffenceProfile, 'discovered' | 'repeats' | 'ramadan' | 'nationalDays' | 'eid' | 'summer' | 'trend'>
>;

function profile(
  offenceId: string,
  weight: number,
  setting: Setting,
  clock: ClockKind,
  delay: DelayKind,
  extras: Extras = {},
): OffenceProfile {
  const plain = { discovered: 0, repeats: 0, ramadan: 1, nationalDays: 1, eid: 1, summer: 1, trend: 0 };
  return { offenceId, weight, setting, clock, delay, ...plain, ...extras };
}

/** The offence mix of the demo city: canonical ids and finer ones. */
export const OFFENCE_PROFILES: readonly OffenceProfile[] = [
  profile('traffic_accident', 15, 'road', 'road', 'at_once', {
    nationalDays: 1.9,
    ramadan: 0.9,
    summer: 0.85,
  }),
  profile('traffic', 11, 'road', 'patrol', 'at_once', { discovered: 0.9, nationalDays: 1.8, summer: 0.9 }),
  profile('reckless_driving', 2.6, 'road', 'evening', 'at_once', { discovered: 0.6, nationalDays: 2.6 }),
  profile('hit_and_run', 0.7, 'road', 'evening', 'hours', { nationalDays: 1.5 }),
  profile('runover', 0.5, 'road', 'road', 'at_once'),
  profile('fatal_accident', 0.3, 'road', 'evening', 'at_once', { nationalDays: 1.4 }),
  profile('drunk_driving', 0.3, 'road', 'evening', 'at_once', { discovered: 0.9, ramadan: 0.4 }),
  profile('theft', 7, 'street', 'shops', 'hours', { repeats: 0.12 }),
  profile('theft_from_vehicle', 5, 'street', 'parking', 'hours', { repeats: 0.35 }),
  profile('vehicle_theft', 4, 'street', 'parking', 'hours', { repeats: 0.2 }),
  profile('burglary', 4.5, 'home', 'home', 'days', { repeats: 0.32, summer: 1.55, eid: 1.4 }),
  profile('shoplifting', 2, 'shops', 'shops', 'at_once', { ramadan: 1.15 }),
  profile('pickpocketing', 1.3, 'shops', 'shops', 'hours', { eid: 1.4, nationalDays: 1.5 }),
  profile('cable_theft', 0.8, 'desert', 'parking', 'days', { repeats: 0.3 }),
  profile('livestock_theft', 0.35, 'desert', 'parking', 'days', { repeats: 0.2, eid: 1.8, summer: 0.6 }),
  profile('robbery', 1.4, 'street', 'evening', 'at_once', { repeats: 0.15 }),
  profile('armed_robbery', 0.2, 'shops', 'evening', 'at_once'),
  profile('fraud', 4.5, 'shops', 'office', 'weeks', { eid: 0.5, trend: 0.1 }),
  profile('cyber_fraud', 4.2, 'home', 'flat', 'days', { trend: 0.25 }),
  profile('bad_cheque', 2.6, 'shops', 'office', 'weeks', { eid: 0.3, trend: -0.05 }),
  profile('breach_of_trust', 1.8, 'shops', 'office', 'weeks', { eid: 0.4 }),
  profile('forgery', 0.8, 'shops', 'office', 'weeks', { eid: 0.3 }),
  profile('impersonation', 0.6, 'street', 'evening', 'hours'),
  profile('cybercrime', 1.4, 'home', 'flat', 'days', { trend: 0.2 }),
  profile('extortion', 0.4, 'home', 'flat', 'days'),
  profile('cyber_extortion', 0.5, 'home', 'flat', 'days', { trend: 0.15 }),
  profile('assault', 6.5, 'street', 'evening', 'at_once', { ramadan: 1.1, repeats: 0.06 }),
  profile('fight', 5.5, 'street', 'evening', 'at_once', { ramadan: 1.25, nationalDays: 1.5, repeats: 0.1 }),
  profile('stabbing', 0.35, 'street', 'evening', 'at_once'),
  profile('public_servant_assault', 0.6, 'street', 'patrol', 'at_once', { nationalDays: 1.4 }),
  profile('threat', 2.8, 'home', 'evening', 'hours'),
  profile('insult', 4.5, 'home', 'evening', 'days', { ramadan: 0.85 }),
  profile('domestic_violence', 1.5, 'home', 'evening', 'hours', { eid: 1.2 }),
  profile('harassment', 0.9, 'shops', 'evening', 'hours', { nationalDays: 1.8 }),
  profile('homicide', 0.05, 'street', 'evening', 'at_once'),
  profile('attempted_murder', 0.08, 'street', 'evening', 'at_once'),
  profile('kidnapping', 0.14, 'street', 'evening', 'hours'),
  profile('weapons', 0.35, 'street', 'patrol', 'at_once', { discovered: 0.7 }),
  profile('shooting', 0.2, 'desert', 'evening', 'at_once', { summer: 0.6 }),
  profile('vandalism', 2.8, 'street', 'parking', 'days', { repeats: 0.2, nationalDays: 1.3 }),
  profile('arson', 0.3, 'street', 'parking', 'at_once', { summer: 1.3 }),
  profile('trespass', 0.6, 'home', 'home', 'hours'),
  profile('drugs', 0.9, 'street', 'patrol', 'at_once', { discovered: 0.9 }),
  profile('drug_possession', 2.8, 'street', 'patrol', 'at_once', { discovered: 0.9, ramadan: 0.85 }),
  profile('drug_dealing', 0.7, 'labour', 'patrol', 'at_once', { discovered: 0.95 }),
  profile('meth', 0.9, 'street', 'patrol', 'at_once', { discovered: 0.9, trend: 0.1 }),
  profile('captagon', 0.45, 'street', 'patrol', 'at_once', { discovered: 0.9 }),
  profile('hashish', 0.6, 'street', 'patrol', 'at_once', { discovered: 0.9 }),
  profile('alcohol', 1.1, 'labour', 'patrol', 'at_once', { discovered: 0.85, ramadan: 0.35 }),
  profile('residency', 5, 'labour', 'patrol', 'at_once', { discovered: 0.85, ramadan: 0.8 }),
  profile('absconding', 4, 'home', 'office', 'days', { eid: 0.4, summer: 0.9 }),
  profile('begging', 0.6, 'shops', 'shops', 'at_once', { discovered: 0.7, ramadan: 4.5 }),
  profile('smuggling', 0.2, 'desert', 'patrol', 'at_once', { discovered: 1 }),
  profile('missing_person', 0.5, 'home', 'evening', 'hours'),
  profile('drowning', 0.12, 'sea', 'shops', 'at_once', { summer: 3.5 }),
];
