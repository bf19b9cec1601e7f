/** People, where they are reached, what they asked to be sent, and what was talked about. */
export async function up(knex) {
  await knex.raw(`
    CREATE TABLE system_users (
      id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      email text NOT NULL UNIQUE CHECK (email = lower(email)),
      name text NOT NULL,
      role text NOT NULL CHECK (role IN ('superadmin', 'commander', 'analyst', 'officer', 'viewer')),
      governorates text[],
      locale text,
      password_hash text,
      active boolean NOT NULL DEFAULT true,
      demo boolean NOT NULL DEFAULT false,
      token_version integer NOT NULL DEFAULT 1,
      created_at timestamptz NOT NULL DEFAULT now()
    )`);
  await knex.raw(`
    CREATE TABLE identities (
      id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      user_id integer NOT NULL REFERENCES system_users (id),
      channel text NOT NULL,
      address text NOT NULL,
      verified_at timestamptz,
      opted_out_at timestamptz,
      unreachable_at timestamptz,
      last_inbound_at timestamptz,
      created_at timestamptz NOT NULL DEFAULT now(),
      UNIQUE (channel, address)
    )`);
  await knex.raw('CREATE INDEX identities_user_idx ON identities (user_id)');
  await knex.raw(`
    CREATE TABLE subscriptions (
      id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      user_id integer NOT NULL REFERENCES system_users (id),
      topic text NOT NULL CHECK (topic IN ('briefing', 'alerts', 'hotspots')),
      frequency text NOT NULL DEFAULT 'daily' CHECK (frequency IN ('daily', 'weekly', 'immediate')),
      at_minute integer CHECK (at_minute BETWEEN 0 AND 1439),
      area_ids text[] NOT NULL DEFAULT '{}',
      governorate_ids text[] NOT NULL DEFAULT '{}',
      created_at timestamptz NOT NULL DEFAULT now(),
      UNIQUE (user_id, topic)
    )`);
  await knex.raw(`
    CREATE TABLE conversations (
      user_id integer NOT NULL REFERENCES system_users (id),
      channel text NOT NULL,
      memory jsonb NOT NULL,
      location jsonb,
      updated_at timestamptz NOT NULL,
      expires_at timestamptz NOT NULL,
      PRIMARY KEY (user_id, channel)
    )`);
  await knex.raw(`
    CREATE TABLE unknown_senders (
      channel text NOT NULL,
      address text NOT NULL,
      refused_on date NOT NULL,
      messages integer NOT NULL DEFAULT 1,
      PRIMARY KEY (channel, address, refused_on)
    )`);
}

export async function down(knex) {
  for (const table of ['unknown_senders', 'conversations', 'subscriptions', 'identities', 'system_users']) {
    await knex.raw(`DROP TABLE ${table}`);
  }
}
