/** A batch's incidents lie together: a few bytes a page find them, and cost an import nothing. */
export async function up(knex) {
  await knex.raw('CREATE INDEX incidents_clean_batch_idx ON incidents_clean USING brin (batch_id)');
}

export async function down(knex) {
  await knex.raw('DROP INDEX incidents_clean_batch_idx');
}
