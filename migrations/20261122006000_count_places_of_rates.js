/** Of how many messages a second may hold, each place is free again a second after its last message was answered. */
export async function up(knex) {
  await knex.raw("ALTER TABLE send_slots ADD free_at timestamptz[] NOT NULL DEFAULT '{}'");
}

export async function down(knex) {
  await knex.raw('ALTER TABLE send_slots DROP COLUMN free_at');
}
