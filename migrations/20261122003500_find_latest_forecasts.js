/** After a year of nights the latest forecast of a place, and trials by their day or run, are still found without a scan. */
export async function up(knex) {
  await knex.raw(`CREATE INDEX predictions_latest_idx
    ON predictions (scope, scope_id, trained_to DESC, run_id DESC)`);
  await knex.raw('CREATE INDEX zones_hotspots_latest_idx ON zones_hotspots (window_to DESC, run_id DESC)');
  await knex.raw('CREATE INDEX forecast_trials_day_idx ON forecast_trials (day)');
  await knex.raw('CREATE INDEX forecast_trials_run_idx ON forecast_trials (run_id)');
}

export async function down(knex) {
  for (const name of [
    'predictions_latest',
    'zones_hotspots_latest',
    'forecast_trials_day',
    'forecast_trials_run',
  ]) {
    await knex.raw(`DROP INDEX ${name}_idx`);
  }
}
