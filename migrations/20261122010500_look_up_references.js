/**
 * Whatever the planner thinks of `incidents_raw`, each row is looked up by its key. Joined, a table that autovacuum had met
 * while its rows were not committed counted as empty, and a million rows were compared with each other for hours: OFFSET 0
 * keeps the look-up out of the join.
 */
export async function up(knex) {
  await knex.raw(checkOfRows('OFFSET 0'));
}

export async function down(knex) {
  await knex.raw(checkOfRows(''));
}

const PARENTS = [
  ['offences', 'offence_id'],
  ['areas', 'area_id'],
  ['governorates', 'governorate_id'],
];

const checkOfRows = (apart) => `
  CREATE OR REPLACE FUNCTION check_incidents_clean() RETURNS trigger LANGUAGE plpgsql
  SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off AS $$ BEGIN
  ${PARENTS.map(
    ([parent, column]) => `
  IF EXISTS (SELECT FROM (SELECT DISTINCT ${column} AS id FROM fresh) AS f
             WHERE f.id IS NOT NULL AND NOT EXISTS (SELECT FROM ${parent} p WHERE p.id = f.id ${apart})) THEN
    RAISE foreign_key_violation USING TABLE = TG_TABLE_NAME,
      MESSAGE = TG_TABLE_NAME || ' refers by ${column} to what is not in ${parent}';
  END IF;`,
  ).join('')}
  IF EXISTS (SELECT FROM fresh f WHERE f.batch_id IS NOT NULL AND NOT EXISTS
             (SELECT FROM incidents_raw r WHERE r.batch_id = f.batch_id AND r.line = f.line ${apart})) THEN
    RAISE foreign_key_violation USING TABLE = TG_TABLE_NAME,
      MESSAGE = 'incidents_clean refers to a row that is not in incidents_raw';
  END IF;
  RETURN NULL; END $$`;
