/** Incidents as they came and as they were cleaned, and the batches that brought them. */
export async function up(knex) {
  await knex.raw(`
    CREATE TABLE ingest_batches (
      id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      source text NOT NULL,
      file_name text NOT NULL,
      sha256 text NOT NULL,
      mapping jsonb NOT NULL,
      status text NOT NULL CHECK (status IN ('running', 'finished', 'failed')),
      rows_read integer NOT NULL DEFAULT 0,
      report jsonb,
      started_at timestamptz NOT NULL,
      finished_at timestamptz,
      UNIQUE (source, sha256)
    )`);
  await knex.raw(`
    CREATE TABLE incidents_raw (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      batch_id integer NOT NULL REFERENCES ingest_batches (id),
      line integer NOT NULL,
      source_id text,
      payload jsonb NOT NULL,
      status text NOT NULL CHECK (status IN ('accepted', 'quarantined', 'duplicate')),
      reasons text[] NOT NULL DEFAULT '{}',
      UNIQUE (batch_id, line)
    )`);
  await knex.raw(
    "CREATE INDEX incidents_raw_quarantine_idx ON incidents_raw (batch_id) WHERE status = 'quarantined'",
  );
  await knex.raw(`
    CREATE TABLE incidents_clean (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      raw_id bigint REFERENCES incidents_raw (id),
      source text NOT NULL,
      source_id text NOT NULL,
      occurred_at timestamptz NOT NULL,
      reported_at timestamptz,
      local_date date NOT NULL,
      hour smallint NOT NULL CHECK (hour BETWEEN 0 AND 23),
      weekday smallint NOT NULL CHECK (weekday BETWEEN 0 AND 6),
      weekend boolean NOT NULL,
      part_of_day text NOT NULL,
      month smallint NOT NULL CHECK (month BETWEEN 1 AND 12),
      ramadan boolean NOT NULL,
      holiday text,
      offence_id text NOT NULL REFERENCES offences (id),
      area_id text REFERENCES areas (id),
      governorate_id text REFERENCES governorates (id),
      block smallint,
      geom geometry(Point, 4326),
      discovered boolean NOT NULL DEFAULT false,
      synthetic boolean NOT NULL DEFAULT false,
      quality text[] NOT NULL DEFAULT '{}',
      content_hash text,
      created_at timestamptz NOT NULL DEFAULT now(),
      UNIQUE (source, source_id)
    )`);
  await knex.raw('CREATE INDEX incidents_clean_time_idx ON incidents_clean (occurred_at)');
  await knex.raw(
    'CREATE INDEX incidents_clean_day_idx ON incidents_clean (local_date, governorate_id, area_id)',
  );
  await knex.raw('CREATE INDEX incidents_clean_area_idx ON incidents_clean (area_id, occurred_at)');
  await knex.raw('CREATE INDEX incidents_clean_geom_idx ON incidents_clean USING gist (geom)');
  // The few coordinates on which sources pile up rows: asked for by every import.
  await knex.raw(`
    CREATE INDEX incidents_clean_pile_idx ON incidents_clean (source, geom)
    WHERE quality @> '{coordinate_pile}'`);
}

export async function down(knex) {
  for (const table of ['incidents_clean', 'incidents_raw', 'ingest_batches'])
    await knex.raw(`DROP TABLE ${table}`);
}
