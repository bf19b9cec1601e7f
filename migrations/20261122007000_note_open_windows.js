/** Whether free text might go out when an attempt chose its way; null where a channel has no window. */
export async function up(knex) {
  await knex.raw('ALTER TABLE outbox_attempts ADD window_open boolean');
}

export async function down(knex) {
  await knex.raw('ALTER TABLE outbox_attempts DROP COLUMN window_open');
}
