/** Every night's map as it was promised, how it did afterwards, and more of what is known of each hotspot. */
export async function up(knex) {
  await knex.raw(`
    ALTER TABLE zones_hotspots
      ADD COLUMN area_km2 double precision NOT NULL DEFAULT 0,
      ADD COLUMN persistence double precision NOT NULL DEFAULT 0,
      ADD COLUMN trend text CHECK (trend IN ('new', 'emerging', 'cooling', 'persistent', 'intermittent')),
      ADD COLUMN times_mean double precision,
      ADD COLUMN shift_shares jsonb,
      ADD COLUMN landmark jsonb,
      ADD COLUMN repeats jsonb`);
  await knex.raw(`
    CREATE TABLE hotspot_maps (
      id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      run_id integer NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
      as_of date NOT NULL,
      retrospective boolean NOT NULL,
      preset text NOT NULL,
      parameters jsonb NOT NULL,
      window_from date NOT NULL,
      incidents integer NOT NULL,
      mask_km2 double precision NOT NULL,
      flagged_km2 double precision NOT NULL,
      warnings jsonb NOT NULL,
      alertable boolean NOT NULL,
      left_out jsonb NOT NULL,
      near_repeats jsonb NOT NULL,
      grid jsonb NOT NULL,
      mask bytea NOT NULL,
      flagged integer[] NOT NULL,
      blind integer[] NOT NULL,
      expected_per_day double precision,
      UNIQUE (run_id, as_of)
    )`);
  await knex.raw('CREATE INDEX hotspot_maps_day_idx ON hotspot_maps (as_of)');
  await knex.raw(`
    CREATE TABLE hotspot_map_scores (
      map_id integer NOT NULL REFERENCES hotspot_maps (id) ON DELETE CASCADE,
      days smallint NOT NULL CHECK (days > 0),
      hits integer NOT NULL,
      incidents integer NOT NULL,
      best_hits integer NOT NULL,
      flagged_cells integer NOT NULL,
      mask_cells integer NOT NULL,
      outside integer NOT NULL,
      discovered_hits integer NOT NULL,
      discovered_incidents integer NOT NULL,
      blind_hits integer,
      blind_flagged_cells integer,
      blind_best_hits integer,
      expected double precision,
      scored_at timestamptz NOT NULL,
      PRIMARY KEY (map_id, days)
    )`);
}

export async function down(knex) {
  await knex.raw('DROP TABLE hotspot_map_scores');
  await knex.raw('DROP TABLE hotspot_maps');
  await knex.raw(`
    ALTER TABLE zones_hotspots
      DROP COLUMN area_km2, DROP COLUMN persistence, DROP COLUMN trend, DROP COLUMN times_mean,
      DROP COLUMN shift_shares, DROP COLUMN landmark, DROP COLUMN repeats`);
}
