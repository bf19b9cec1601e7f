/**
 * How far a day's count spreads around its prediction, and how far the errors of two days go together: with them, totals and shares
 * of a prediction have intervals of their own. Predictions made before are given the spread that their intervals show.
 */
export async function up(knex) {
  await knex.raw(`
    ALTER TABLE predictions
      ADD COLUMN dispersion double precision NOT NULL DEFAULT 1.3 CHECK (dispersion >= 1),
      ADD COLUMN correlation double precision NOT NULL DEFAULT 0.05 CHECK (correlation BETWEEN 0 AND 1)`);
  await knex.raw(`
    UPDATE predictions SET dispersion = greatest(1, ((high80 - low80) / 2.5631) ^ 2 / mean) WHERE mean > 0`);
  await knex.raw(`
    ALTER TABLE predictions ALTER COLUMN dispersion DROP DEFAULT, ALTER COLUMN correlation DROP DEFAULT`);
  await knex.raw(`
    CREATE TABLE forecast_trials (
      run_id integer NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
      scope text NOT NULL CHECK (scope IN ('country', 'governorate', 'area')),
      scope_id text NOT NULL,
      model text NOT NULL,
      day date NOT NULL,
      mean double precision NOT NULL,
      actual integer,
      PRIMARY KEY (scope, scope_id, day, model, run_id)
    )`);
}

export async function down(knex) {
  await knex.raw('DROP TABLE forecast_trials');
  await knex.raw('ALTER TABLE predictions DROP COLUMN dispersion, DROP COLUMN correlation');
}
