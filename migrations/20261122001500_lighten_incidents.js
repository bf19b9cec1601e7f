/**
 * Makes room for a million rows a minute:
 * - a raw row is known by its batch and line (no id of its own), and keeps the text as it came instead of JSON of it;
 * - references are checked once a statement over all its rows; a foreign key asks once a row and column, which took
 *   half of an import's time;
 * - the totals that every answer quotes are kept, a row for each source, instead of counted.
 */
export async function up(knex) {
  await knex.raw(`ALTER TABLE ingest_batches
    ADD header text[] NOT NULL DEFAULT '{}', ADD delimiter text NOT NULL DEFAULT ','`);
  await knex.raw('ALTER TABLE incidents_clean ADD batch_id integer, ADD line integer');
  await knex.raw(`UPDATE incidents_clean c SET batch_id = r.batch_id, line = r.line
    FROM incidents_raw r WHERE r.id = c.raw_id`);
  await knex.raw(`ALTER TABLE incidents_clean DROP COLUMN raw_id,
    DROP CONSTRAINT incidents_clean_offence_id_fkey, DROP CONSTRAINT incidents_clean_area_id_fkey,
    DROP CONSTRAINT incidents_clean_governorate_id_fkey,
    ADD CONSTRAINT incidents_clean_row_check CHECK ((batch_id IS NULL) = (line IS NULL))`);
  await knex.raw('ALTER TABLE incidents_raw DROP CONSTRAINT incidents_raw_batch_id_fkey, DROP COLUMN id');
  await knex.raw('ALTER TABLE incidents_raw ALTER payload TYPE text');
  await knex.raw(`ALTER TABLE incidents_raw DROP CONSTRAINT incidents_raw_batch_id_line_key,
    ADD PRIMARY KEY (batch_id, line)`);
  await checkReferences(knex);
  await guardReferenced(knex);
  await keepTotals(knex);
}

const CHILDREN = ['incidents_clean', 'incidents_raw'];
const PARENTS = [
  ['offences', 'incidents_clean', 'offence_id'],
  ['areas', 'incidents_clean', 'area_id'],
  ['governorates', 'incidents_clean', 'governorate_id'],
  ['ingest_batches', 'incidents_raw', 'batch_id'],
];

/** New and changed rows must refer to what exists: one look a statement. */
async function checkReferences(knex) {
  const unknown = (parent, column) => `
    IF EXISTS (SELECT FROM (SELECT DISTINCT ${column} AS id FROM fresh) AS f
               WHERE f.id IS NOT NULL AND NOT EXISTS (SELECT FROM ${parent} p WHERE p.id = f.id)) THEN
      RAISE foreign_key_violation USING TABLE = TG_TABLE_NAME,
        MESSAGE = TG_TABLE_NAME || ' refers by ${column} to what is not in ${parent}';
    END IF;`;
  // Each row is looked up by its key, whatever the planner thinks of a table that has no statistics yet.
  await knex.raw(`
    CREATE FUNCTION check_incidents_clean() RETURNS trigger LANGUAGE plpgsql
    SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off AS $$ BEGIN
    ${unknown('offences', 'offence_id')}
    ${unknown('areas', 'area_id')}
    ${unknown('governorates', 'governorate_id')}
    IF EXISTS (SELECT FROM fresh f WHERE f.batch_id IS NOT NULL AND NOT EXISTS
               (SELECT FROM incidents_raw r WHERE r.batch_id = f.batch_id AND r.line = f.line)) THEN
      RAISE foreign_key_violation USING TABLE = TG_TABLE_NAME,
        MESSAGE = 'incidents_clean refers to a row that is not in incidents_raw';
    END IF;
    RETURN NULL; END $$`);
  await knex.raw(`
    CREATE FUNCTION check_incidents_raw() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    ${unknown('ingest_batches', 'batch_id')}
    RETURN NULL; END $$`);
  for (const table of CHILDREN) {
    for (const event of ['INSERT', 'UPDATE']) {
      await knex.raw(`CREATE TRIGGER ${table}_references_${event.toLowerCase()} AFTER ${event} ON ${table}
        REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION check_${table}()`);
    }
  }
}

/** What incidents refer to cannot go: the lock waits for those who are just storing some, and holds off the next. */
async function guardReferenced(knex) {
  await knex.raw(`
    CREATE FUNCTION guard_referenced() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE referred boolean;
    BEGIN
      EXECUTE format('LOCK TABLE %I IN SHARE MODE', TG_ARGV[0]);
      EXECUTE format('SELECT EXISTS (SELECT FROM %I WHERE %I = $1)', TG_ARGV[0], TG_ARGV[1])
        INTO referred USING OLD.id;
      IF referred THEN
        RAISE foreign_key_violation USING TABLE = TG_TABLE_NAME,
          MESSAGE = format('%s %s is still referred to by %s', TG_TABLE_NAME, OLD.id, TG_ARGV[0]);
      END IF;
      RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    END $$`);
  for (const [parent, child, column] of PARENTS) {
    await knex.raw(`CREATE TRIGGER ${parent}_referenced BEFORE DELETE OR UPDATE OF id ON ${parent}
      FOR EACH ROW EXECUTE FUNCTION guard_referenced('${child}', '${column}')`);
  }
}

async function keepTotals(knex) {
  await knex.raw(`
    CREATE TABLE incident_totals (
      source text PRIMARY KEY,
      incidents bigint NOT NULL,
      synthetic bigint NOT NULL,
      positioned bigint NOT NULL
    )`);
  const sums = (table, sign) => `SELECT source, ${sign}1 AS n, ${sign}synthetic::integer AS synthetic,
    ${sign}(geom IS NOT NULL)::integer AS positioned FROM ${table}`;
  const add = (rows) => `
    INSERT INTO incident_totals AS t (source, incidents, synthetic, positioned)
    SELECT source, sum(n), sum(synthetic), sum(positioned) FROM (${rows}) AS r
    GROUP BY source HAVING sum(n) <> 0 OR sum(synthetic) <> 0 OR sum(positioned) <> 0 ORDER BY source
    ON CONFLICT (source) DO UPDATE SET incidents = t.incidents + excluded.incidents,
      synthetic = t.synthetic + excluded.synthetic, positioned = t.positioned + excluded.positioned`;
  const kinds = {
    insert: ['NEW TABLE AS fresh', sums('fresh', '+')],
    update: ['OLD TABLE AS gone NEW TABLE AS fresh', `${sums('fresh', '+')} UNION ALL ${sums('gone', '-')}`],
    delete: ['OLD TABLE AS gone', sums('gone', '-')],
  };
  for (const [event, [tables, rows]] of Object.entries(kinds)) {
    await knex.raw(`CREATE FUNCTION total_incidents_${event}() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN ${add(rows)}; RETURN NULL; END $$`);
    await knex.raw(`CREATE TRIGGER incidents_clean_totals_${event} AFTER ${event} ON incidents_clean
      REFERENCING ${tables} FOR EACH STATEMENT EXECUTE FUNCTION total_incidents_${event}()`);
  }
  await knex.raw(`CREATE FUNCTION total_incidents_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN DELETE FROM incident_totals; RETURN NULL; END $$`);
  await knex.raw(`CREATE TRIGGER incidents_clean_totals_truncate AFTER TRUNCATE ON incidents_clean
    FOR EACH STATEMENT EXECUTE FUNCTION total_incidents_truncate()`);
  await knex.raw(add(sums('incidents_clean', '+')));
}

/** Goes back in all but one thing: a raw row's payload, JSON by column before, becomes {"line": the text as it came}. */
export async function down(knex) {
  for (const event of ['insert', 'update', 'delete', 'truncate']) {
    await knex.raw(`DROP FUNCTION total_incidents_${event} CASCADE`);
  }
  await knex.raw('DROP TABLE incident_totals');
  for (const name of ['guard_referenced', ...CHILDREN.map((table) => `check_${table}`)]) {
    await knex.raw(`DROP FUNCTION ${name} CASCADE`);
  }
  await knex.raw(`ALTER TABLE incidents_raw DROP CONSTRAINT incidents_raw_pkey,
    ADD id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    ADD UNIQUE (batch_id, line),
    ADD FOREIGN KEY (batch_id) REFERENCES ingest_batches (id),
    ALTER payload TYPE jsonb USING jsonb_build_object('line', payload)`);
  await knex.raw('ALTER TABLE incidents_clean ADD raw_id bigint REFERENCES incidents_raw (id)');
  await knex.raw(`UPDATE incidents_clean c SET raw_id = r.id
    FROM incidents_raw r WHERE r.batch_id = c.batch_id AND r.line = c.line`);
  await knex.raw(`ALTER TABLE incidents_clean DROP COLUMN batch_id, DROP COLUMN line,
    ADD FOREIGN KEY (offence_id) REFERENCES offences (id), ADD FOREIGN KEY (area_id) REFERENCES areas (id),
    ADD FOREIGN KEY (governorate_id) REFERENCES governorates (id)`);
  await knex.raw('ALTER TABLE ingest_batches DROP COLUMN header, DROP COLUMN delimiter');
}
