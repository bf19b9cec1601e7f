/** What is promised to a person, over however many messages; and what delivery watches. */
export async function up(knex) {
  await knex.raw(`
    CREATE TABLE tellings (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      key text NOT NULL UNIQUE,
      cause text NOT NULL,
      user_id integer NOT NULL REFERENCES system_users (id),
      purpose text NOT NULL,
      urgency smallint NOT NULL CHECK (urgency BETWEEN 0 AND 3),
      locale text NOT NULL,
      reply jsonb NOT NULL,
      avoid text[] NOT NULL DEFAULT '{}',
      state text NOT NULL,
      next_at timestamptz,
      expires_at timestamptz NOT NULL,
      created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      updated_at timestamptz NOT NULL DEFAULT clock_timestamp()
    )`);
  await knex.raw('CREATE INDEX tellings_due_idx ON tellings (next_at) WHERE next_at IS NOT NULL');
  await knex.raw('CREATE INDEX tellings_cause_idx ON tellings (cause)');
  await knex.raw('CREATE INDEX tellings_user_idx ON tellings (user_id, id)');
  await knex.raw(`
    CREATE TABLE telling_history (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      telling_id bigint NOT NULL REFERENCES tellings (id),
      from_state text,
      to_state text NOT NULL,
      note text,
      at timestamptz NOT NULL DEFAULT clock_timestamp()
    )`);
  await knex.raw('CREATE INDEX telling_history_telling_idx ON telling_history (telling_id)');
  await knex.raw(`
    CREATE TRIGGER telling_history_append_only BEFORE UPDATE OR DELETE ON telling_history
    FOR EACH ROW EXECUTE FUNCTION refuse_change()`);
  await knex.raw(`
    ALTER TABLE outbox
      ADD telling_id bigint REFERENCES tellings (id),
      ADD use_template boolean NOT NULL DEFAULT false,
      ADD resends smallint NOT NULL DEFAULT 0,
      ADD accepted_at timestamptz,
      ADD poll_at timestamptz,
      ADD polls smallint NOT NULL DEFAULT 0`);
  await knex.raw('CREATE INDEX outbox_telling_idx ON outbox (telling_id) WHERE telling_id IS NOT NULL');
  await knex.raw('CREATE INDEX outbox_poll_idx ON outbox (poll_at) WHERE poll_at IS NOT NULL');
  await knex.raw('ALTER TABLE receipts ADD fault text');
  await knex.raw('ALTER TABLE identities ADD preference smallint');
  // Approved templates as the provider last described them, or as it refused them.
  await knex.raw(`
    CREATE TABLE message_templates (
      content_sid text PRIMARY KEY,
      name text NOT NULL,
      state text NOT NULL,
      reason text,
      changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      checked_at timestamptz NOT NULL DEFAULT clock_timestamp()
    )`);
  await knex.raw('CREATE TABLE heartbeats (name text PRIMARY KEY, beat_at timestamptz NOT NULL)');
  await knex.raw('CREATE INDEX inbound_sender_idx ON inbound (channel, address, received_at)');
  await knex.raw("CREATE INDEX inbound_waiting_idx ON inbound (id) WHERE state = 'received'");
}

export async function down(knex) {
  await knex.raw('DROP INDEX inbound_sender_idx, inbound_waiting_idx');
  await knex.raw('DROP TABLE heartbeats');
  await knex.raw('DROP TABLE message_templates');
  await knex.raw('ALTER TABLE identities DROP COLUMN preference');
  await knex.raw('ALTER TABLE receipts DROP COLUMN fault');
  await knex.raw(`
    ALTER TABLE outbox DROP COLUMN telling_id, DROP COLUMN use_template, DROP COLUMN resends,
      DROP COLUMN accepted_at, DROP COLUMN poll_at, DROP COLUMN polls`);
  await knex.raw('DROP TABLE telling_history');
  await knex.raw('DROP TABLE tellings');
}
