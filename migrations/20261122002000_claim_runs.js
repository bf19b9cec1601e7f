/** Who is working on a run, until when, on the database's clock: nobody else takes it up meanwhile. */
export async function up(knex) {
  await knex.raw('ALTER TABLE runs ADD claimed_by text, ADD claimed_until timestamptz');
}

export async function down(knex) {
  await knex.raw('ALTER TABLE runs DROP COLUMN claimed_by, DROP COLUMN claimed_until');
}
