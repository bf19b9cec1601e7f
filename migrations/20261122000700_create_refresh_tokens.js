/** Refresh tokens of the REST interface: only their hashes, each used once, a whole family ended when one is used twice. */
export async function up(knex) {
  await knex.raw(`
    CREATE TABLE refresh_tokens (
      token_hash text PRIMARY KEY,
      family uuid NOT NULL,
      user_id integer NOT NULL REFERENCES system_users (id),
      token_version integer NOT NULL,
      expires_at timestamptz NOT NULL,
      used_at timestamptz,
      revoked_at timestamptz
    )`);
  await knex.raw('CREATE INDEX refresh_tokens_family_idx ON refresh_tokens (family)');
  await knex.raw('CREATE INDEX refresh_tokens_user_idx ON refresh_tokens (user_id)');
}

export async function down(knex) {
  await knex.raw('DROP TABLE refresh_tokens');
}
