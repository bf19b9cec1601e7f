/** When messages were handed over, for the figures of the last minutes. Rows come in the order of time: block ranges do. */
export async function up(knex) {
  await knex.raw('CREATE INDEX outbox_accepted_idx ON outbox USING brin (accepted_at)');
  await knex.raw('CREATE INDEX outbox_attempts_finished_idx ON outbox_attempts USING brin (finished_at)');
}

export async function down(knex) {
  await knex.raw('DROP INDEX outbox_accepted_idx, outbox_attempts_finished_idx');
}
