/**
 * `keep_channel_order` dropped this column in its first form and leaves it now: databases that ran the first form get it
 * back, empty, for processes of the version before.
 */
export async function up(knex) {
  await knex.raw('ALTER TABLE identities ADD COLUMN IF NOT EXISTS preference smallint');
}

/** The column was there before this migration, or is put back by `keep_channel_order` on its way down. */
export async function down() {}
