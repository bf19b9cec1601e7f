/** Tasks and alerts with their append-only histories, and the audit log. */
const APPEND_ONLY = ['task_history', 'alert_history', 'action_log'];

export async function up(knex) {
  await knex.raw(`
    CREATE TABLE assigned_tasks (
      id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      instruction text NOT NULL,
      area_id text REFERENCES areas (id),
      governorate_id text REFERENCES governorates (id),
      hotspot_id integer REFERENCES zones_hotspots (id) ON DELETE SET NULL,
      assigned_to integer NOT NULL REFERENCES system_users (id),
      assigned_by integer NOT NULL REFERENCES system_users (id),
      state text NOT NULL,
      priority text NOT NULL DEFAULT 'normal' CHECK (priority IN ('low', 'normal', 'high', 'urgent')),
      due_at timestamptz,
      created_at timestamptz NOT NULL,
      updated_at timestamptz NOT NULL
    )`);
  await knex.raw('CREATE INDEX assigned_tasks_assignee_idx ON assigned_tasks (assigned_to, state)');
  await knex.raw(`
    CREATE TABLE task_history (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      task_id integer NOT NULL REFERENCES assigned_tasks (id),
      from_state text,
      to_state text NOT NULL,
      actor_id integer REFERENCES system_users (id),
      note text,
      at timestamptz NOT NULL
    )`);
  await knex.raw('CREATE INDEX task_history_task_idx ON task_history (task_id)');
  await knex.raw(`
    CREATE TABLE alerts_log (
      id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      rule text NOT NULL,
      tier text NOT NULL CHECK (tier IN ('confirmed', 'watch')),
      scope text NOT NULL,
      scope_id text NOT NULL,
      offence_id text REFERENCES offences (id),
      governorate_id text REFERENCES governorates (id),
      area_id text REFERENCES areas (id),
      bucket text NOT NULL,
      state text NOT NULL,
      detail jsonb NOT NULL,
      policy jsonb NOT NULL,
      step integer NOT NULL DEFAULT 0,
      run_id integer REFERENCES runs (id) ON DELETE SET NULL,
      acknowledged_by integer REFERENCES system_users (id),
      acknowledged_at timestamptz,
      created_at timestamptz NOT NULL,
      UNIQUE NULLS NOT DISTINCT (rule, scope, scope_id, offence_id, bucket)
    )`);
  await knex.raw(
    "CREATE INDEX alerts_log_open_idx ON alerts_log (state) WHERE state IN ('raised', 'escalated')",
  );
  await knex.raw(`
    CREATE TABLE alert_history (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      alert_id integer NOT NULL REFERENCES alerts_log (id),
      from_state text,
      to_state text NOT NULL,
      actor_id integer REFERENCES system_users (id),
      note text,
      at timestamptz NOT NULL
    )`);
  await knex.raw('CREATE INDEX alert_history_alert_idx ON alert_history (alert_id)');
  await knex.raw(`
    CREATE TABLE action_log (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      at timestamptz NOT NULL,
      user_id integer REFERENCES system_users (id),
      channel text NOT NULL,
      action text NOT NULL,
      request_id text NOT NULL,
      detail jsonb NOT NULL DEFAULT '{}'
    )`);
  await knex.raw('CREATE INDEX action_log_user_idx ON action_log (user_id, at)');
  await knex.raw(`
    CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege'; END $$`);
  for (const table of APPEND_ONLY) {
    await knex.raw(`
      CREATE TRIGGER ${table}_append_only BEFORE UPDATE OR DELETE ON ${table}
      FOR EACH ROW EXECUTE FUNCTION refuse_change()`);
  }
}

export async function down(knex) {
  for (const table of ['action_log', 'alert_history', 'alerts_log', 'task_history', 'assigned_tasks']) {
    await knex.raw(`DROP TABLE ${table}`);
  }
  await knex.raw('DROP FUNCTION refuse_change()');
}
