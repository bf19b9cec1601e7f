/**
 * The night finds what is old enough to be forgotten by its age, and stops there. By when rows came, which never changes: an
 * index over what does would be paid for by every step of a message.
 */
export async function up(knex) {
  await knex.raw('DROP INDEX inbound_content_idx, outbox_content_idx, tellings_content_idx');
  await knex.raw("CREATE INDEX inbound_content_idx ON inbound (received_at) WHERE address <> ''");
  await knex.raw("CREATE INDEX outbox_content_idx ON outbox (created_at) WHERE address <> ''");
  await knex.raw(`CREATE INDEX tellings_content_idx ON tellings (created_at) WHERE reply <> '{"blocks":[]}'`);
  await knex.raw('CREATE INDEX receipts_age_idx ON receipts (received_at)');
  await knex.raw('CREATE INDEX one_time_links_age_idx ON one_time_links (expires_at)');
}

export async function down(knex) {
  await knex.raw('DROP INDEX receipts_age_idx, one_time_links_age_idx');
  await knex.raw('DROP INDEX inbound_content_idx, outbox_content_idx, tellings_content_idx');
  await knex.raw("CREATE INDEX inbound_content_idx ON inbound (id) WHERE address <> ''");
  await knex.raw("CREATE INDEX outbox_content_idx ON outbox (id) WHERE address <> ''");
  await knex.raw(`CREATE INDEX tellings_content_idx ON tellings (id) WHERE reply <> '{"blocks":[]}'`);
}
