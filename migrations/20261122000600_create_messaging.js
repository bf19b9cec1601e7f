/** Messages in, messages out, and the jobs between them. */
export async function up(knex) {
  await knex.raw(`
    CREATE TABLE inbound (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      channel text NOT NULL,
      provider_id text NOT NULL,
      address text NOT NULL,
      message jsonb NOT NULL,
      state text NOT NULL DEFAULT 'received' CHECK (state IN ('received', 'handled', 'refused', 'failed')),
      user_id integer REFERENCES system_users (id),
      frame jsonb,
      received_at timestamptz NOT NULL,
      handled_at timestamptz,
      UNIQUE (channel, provider_id)
    )`);
  await knex.raw(`
    CREATE TABLE outbox (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      idempotency_key text NOT NULL UNIQUE,
      cause text NOT NULL,
      user_id integer REFERENCES system_users (id),
      channel text NOT NULL,
      address text NOT NULL,
      conversation jsonb,
      locale text NOT NULL,
      purpose text NOT NULL,
      urgency smallint NOT NULL CHECK (urgency BETWEEN 0 AND 3),
      reply jsonb NOT NULL,
      body text,
      state text NOT NULL DEFAULT 'queued',
      reason text,
      attempts smallint NOT NULL DEFAULT 0,
      available_at timestamptz NOT NULL,
      expires_at timestamptz NOT NULL,
      lease_until timestamptz,
      lease_owner text,
      provider_id text,
      created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT now()
    )`);
  await knex.raw(`
    CREATE INDEX outbox_due_idx ON outbox (channel, urgency, available_at, id)
    WHERE state IN ('queued', 'sending')`);
  await knex.raw(`
    CREATE INDEX outbox_recipient_idx ON outbox (channel, address, urgency, id)
    WHERE state IN ('queued', 'sending')`);
  await knex.raw('CREATE INDEX outbox_provider_idx ON outbox (channel, provider_id)');
  await knex.raw("CREATE INDEX outbox_held_idx ON outbox (channel, expires_at) WHERE state = 'held'");
  await knex.raw("CREATE INDEX outbox_expiry_idx ON outbox (expires_at) WHERE state IN ('queued', 'held')");
  await knex.raw('CREATE INDEX outbox_user_idx ON outbox (user_id, id)');
  await knex.raw(`
    CREATE TABLE outbox_attempts (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      outbox_id bigint NOT NULL REFERENCES outbox (id) ON DELETE CASCADE,
      number smallint NOT NULL,
      started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      finished_at timestamptz,
      outcome text CHECK (outcome IN ('accepted', 'retry', 'refused', 'held', 'ambiguous', 'reconciled')),
      provider_id text,
      error_code text,
      error text,
      UNIQUE (outbox_id, number)
    )`);
  // When the next message may go out under a rate (a sender, a Slack channel): one row each, shared by all processes.
  await knex.raw('CREATE TABLE send_slots (key text PRIMARY KEY, next_at timestamptz NOT NULL)');
  await knex.raw(`
    CREATE TABLE receipts (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      channel text NOT NULL,
      provider_id text NOT NULL,
      status text NOT NULL,
      error_code text,
      received_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      UNIQUE (channel, provider_id, status)
    )`);
  await knex.raw(`
    CREATE TABLE jobs (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      name text NOT NULL,
      key text,
      sequence text,
      payload jsonb NOT NULL,
      priority smallint NOT NULL DEFAULT 0,
      run_at timestamptz NOT NULL DEFAULT now(),
      attempts smallint NOT NULL DEFAULT 0,
      max_attempts smallint NOT NULL DEFAULT 5,
      state text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'running', 'done', 'dead')),
      lease_until timestamptz,
      lease_owner text,
      last_error text,
      created_at timestamptz NOT NULL DEFAULT now(),
      finished_at timestamptz
    )`);
  await knex.raw(
    "CREATE INDEX jobs_due_idx ON jobs (priority, run_at, id) WHERE state IN ('queued', 'running')",
  );
  await knex.raw("CREATE UNIQUE INDEX jobs_key_idx ON jobs (key) WHERE state IN ('queued', 'running')");
  await knex.raw(`
    CREATE INDEX jobs_sequence_idx ON jobs (sequence, id)
    WHERE state IN ('queued', 'running') AND sequence IS NOT NULL`);
  await knex.raw(`
    CREATE TABLE one_time_links (
      token_hash text PRIMARY KEY,
      kind text NOT NULL,
      user_id integer REFERENCES system_users (id),
      payload jsonb NOT NULL,
      expires_at timestamptz NOT NULL,
      used_at timestamptz
    )`);
}

export async function down(knex) {
  const tables = ['one_time_links', 'jobs', 'receipts', 'send_slots', 'outbox_attempts', 'outbox', 'inbound'];
  for (const table of tables) await knex.raw(`DROP TABLE ${table}`);
}
