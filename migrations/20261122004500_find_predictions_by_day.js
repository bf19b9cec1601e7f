/** Old days are thinned, and a night's forecasts scored, without reading those of all nights before. */
export async function up(knex) {
  await knex.raw('CREATE INDEX predictions_day_idx ON predictions (day)');
}

export async function down(knex) {
  await knex.raw('DROP INDEX predictions_day_idx');
}
