/** The night looks at what still has content, not at all that was ever sent. */
export async function up(knex) {
  await knex.raw("CREATE INDEX inbound_content_idx ON inbound (id) WHERE address <> ''");
  await knex.raw("CREATE INDEX outbox_content_idx ON outbox (id) WHERE address <> ''");
  await knex.raw(`CREATE INDEX tellings_content_idx ON tellings (id) WHERE reply <> '{"blocks":[]}'`);
}

export async function down(knex) {
  await knex.raw('DROP INDEX inbound_content_idx, outbox_content_idx, tellings_content_idx');
}
