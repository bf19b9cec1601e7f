/** Calculations and what they found. A scheduled job has one row a local day, however many workers there are. */
export async function up(knex) {
  await knex.raw(`
    CREATE TABLE runs (
      id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      job text NOT NULL,
      local_date date NOT NULL,
      status text NOT NULL CHECK (status IN ('queued', 'running', 'finished', 'failed')),
      parameters jsonb NOT NULL DEFAULT '{}',
      stages jsonb NOT NULL DEFAULT '{}',
      error text,
      created_at timestamptz NOT NULL DEFAULT now(),
      started_at timestamptz,
      finished_at timestamptz,
      UNIQUE (job, local_date)
    )`);
  await knex.raw(`
    CREATE TABLE zones_hotspots (
      id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      run_id integer NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
      rank integer NOT NULL,
      area_id text REFERENCES areas (id),
      governorate_id text REFERENCES governorates (id),
      centre geometry(Point, 4326) NOT NULL,
      outline geometry(Polygon, 4326) NOT NULL,
      radius_metres double precision NOT NULL,
      incident_count integer NOT NULL,
      expected_week double precision,
      expected_low80 double precision,
      expected_high80 double precision,
      offence_mix jsonb NOT NULL,
      busiest_hours smallint[] NOT NULL,
      change text NOT NULL DEFAULT 'new',
      lineage integer,
      cells text[] NOT NULL DEFAULT '{}',
      window_from date NOT NULL,
      window_to date NOT NULL,
      UNIQUE (run_id, rank)
    )`);
  await knex.raw('CREATE INDEX zones_hotspots_centre_idx ON zones_hotspots USING gist (centre)');
  await knex.raw(`
    CREATE TABLE predictions (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      run_id integer NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
      scope text NOT NULL CHECK (scope IN ('country', 'governorate', 'area')),
      scope_id text NOT NULL,
      offence_id text REFERENCES offences (id),
      day date NOT NULL,
      mean double precision NOT NULL,
      low80 double precision NOT NULL,
      high80 double precision NOT NULL,
      low95 double precision NOT NULL,
      high95 double precision NOT NULL,
      model text NOT NULL,
      trained_from date NOT NULL,
      trained_to date NOT NULL,
      actual integer,
      UNIQUE NULLS NOT DISTINCT (run_id, scope, scope_id, offence_id, day)
    )`);
  await knex.raw('CREATE INDEX predictions_scope_idx ON predictions (scope, scope_id, day)');
}

export async function down(knex) {
  for (const table of ['predictions', 'zones_hotspots', 'runs']) await knex.raw(`DROP TABLE ${table}`);
}
