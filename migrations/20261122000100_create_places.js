/** Governorates, areas and offences: the reference tables that incidents point to. Filled by the seed, not here. */
export async function up(knex) {
  await knex.raw('CREATE EXTENSION IF NOT EXISTS postgis');
  await knex.raw(`
    CREATE TABLE governorates (
      id text PRIMARY KEY,
      iso text NOT NULL,
      name_en text NOT NULL,
      name_ar text NOT NULL,
      population integer,
      geom geometry(MultiPolygon, 4326) NOT NULL
    )`);
  await knex.raw(`
    CREATE TABLE areas (
      id text PRIMARY KEY,
      governorate_id text NOT NULL REFERENCES governorates (id),
      name_en text NOT NULL,
      name_ar text NOT NULL,
      kind text NOT NULL,
      population integer,
      paci_area_no integer[] NOT NULL DEFAULT '{}',
      boundary_confidence text NOT NULL CHECK (boundary_confidence IN ('high', 'medium', 'low')),
      approximate boolean NOT NULL,
      geom geometry(MultiPolygon, 4326) NOT NULL
    )`);
  await knex.raw('CREATE INDEX areas_geom_idx ON areas USING gist (geom)');
  await knex.raw(`
    CREATE TABLE offences (
      id text PRIMARY KEY,
      parent_id text REFERENCES offences (id),
      group_id text NOT NULL,
      name_en text NOT NULL,
      name_ar text NOT NULL,
      canonical boolean NOT NULL,
      sensitive boolean NOT NULL
    )`);
}

export async function down(knex) {
  await knex.raw('DROP TABLE offences');
  await knex.raw('DROP TABLE areas');
  await knex.raw('DROP TABLE governorates');
  // The extension stays: other schemas of the same database may use it.
}
