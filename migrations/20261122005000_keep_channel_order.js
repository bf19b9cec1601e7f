/**
 * The order of channels that somebody chose is theirs, not their addresses': it holds for those that come later. The column
 * of before stays, unused: processes of the version before, which still run while a new one is rolled out, read it. Databases
 * that dropped it in this migration's first form get it back in `keep_old_preference`.
 */
export async function up(knex) {
  await knex.raw("ALTER TABLE system_users ADD channel_order text[] NOT NULL DEFAULT '{}'");
  await knex.raw(`UPDATE system_users u SET channel_order = chosen.channels
    FROM (SELECT user_id, array_agg(channel ORDER BY preference) AS channels
      FROM (SELECT user_id, channel, min(preference) AS preference FROM identities
        WHERE preference IS NOT NULL AND channel <> 'terminal' GROUP BY user_id, channel) AS each
      GROUP BY user_id) AS chosen
    WHERE u.id = chosen.user_id`);
}

export async function down(knex) {
  await knex.raw('ALTER TABLE identities ADD COLUMN IF NOT EXISTS preference smallint');
  await knex.raw(`UPDATE identities i SET preference = array_position(u.channel_order, i.channel)
    FROM system_users u WHERE u.id = i.user_id`);
  await knex.raw('ALTER TABLE system_users DROP COLUMN channel_order');
}
