/**
 * The incidents of each local month packed into columns, for the night's work: what a night reads anew are the months
 * in which something changed. Whoever changes incidents leaves a mark for each month concerned; a mark is a row of its
 * own, so that nobody waits for anybody and a mark that commits late is not lost.
 */
export async function up(knex) {
  await knex.raw(`
    CREATE TABLE incident_blocks (
      month date PRIMARY KEY,
      n integer NOT NULL,
      offences text[] NOT NULL,
      areas text[] NOT NULL,
      governorates text[] NOT NULL,
      ${COLUMNS.map((name) => `${name} bytea NOT NULL`).join(', ')}
    )`);
  // Numbers of this kind hardly shrink: looking for it would take longer than reading them.
  for (const name of COLUMNS)
    await knex.raw(`ALTER TABLE incident_blocks ALTER ${name} SET STORAGE EXTERNAL`);
  await knex.raw(`
    CREATE TABLE incident_block_marks (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      month date NOT NULL
    )`);
  await knex.raw('CREATE INDEX incident_block_marks_month_idx ON incident_block_marks (month)');
  for (const [event, tables] of Object.entries(CHANGES)) {
    const changed = tables.map(([name]) => `SELECT local_date FROM ${name}`).join(' UNION ALL ');
    const transition = tables.map(([name, kind]) => `${kind} TABLE AS ${name}`).join(' ');
    await knex.raw(`CREATE FUNCTION mark_incident_blocks_${event}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      INSERT INTO incident_block_marks (month)
      SELECT DISTINCT date_trunc('month', local_date)::date FROM (${changed}) AS c;
      RETURN NULL; END $$`);
    await knex.raw(`CREATE TRIGGER incidents_clean_blocks_${event} AFTER ${event} ON incidents_clean
      REFERENCING ${transition} FOR EACH STATEMENT EXECUTE FUNCTION mark_incident_blocks_${event}()`);
  }
  await knex.raw(`CREATE FUNCTION mark_incident_blocks_truncate() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO incident_block_marks (month) SELECT month FROM incident_blocks; RETURN NULL; END $$`);
  await knex.raw(`CREATE TRIGGER incidents_clean_blocks_truncate AFTER TRUNCATE ON incidents_clean
    FOR EACH STATEMENT EXECUTE FUNCTION mark_incident_blocks_truncate()`);
  await knex.raw(`INSERT INTO incident_block_marks (month)
    SELECT DISTINCT date_trunc('month', local_date)::date FROM incidents_clean`);
}

const COLUMNS = ['latitude', 'longitude', 'day', 'hour', 'offence', 'area', 'governorate', 'flags'];
const CHANGES = {
  insert: [['fresh', 'NEW']],
  update: [
    ['gone', 'OLD'],
    ['fresh', 'NEW'],
  ],
  delete: [['gone', 'OLD']],
};

export async function down(knex) {
  for (const event of [...Object.keys(CHANGES), 'truncate'])
    await knex.raw(`DROP FUNCTION mark_incident_blocks_${event} CASCADE`);
  await knex.raw('DROP TABLE incident_block_marks');
  await knex.raw('DROP TABLE incident_blocks');
}
