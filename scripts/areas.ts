import { loadBoundaries } from '../src/gazetteer/gazetteer.js';
import { importAreas } from '../src/ingest/import-areas.js';
import { seedPlaces } from '../src/store/places.js';
import { command, UsageError, withRuntime } from './command-line.js';

const HELP = `
npm run areas -- import FILE.geojson

Puts official area polygons (GeoJSON, WGS 84 degrees) in the place of our approximate ones. A feature belongs to an area
by its official number (property "paci_area_no") or our id (property "id"); several of one area are united, and the
governorates are rebuilt from their areas. All of it happens or none. Then the incidents move to their new areas.
`;

/** `npm run areas`. */
export function main(argv: string[]): Promise<number> {
  return command(argv, { help: HELP, options: {}, positionals: true }, async ({ positionals }) => {
    const [action, path, ...more] = positionals;
    if (action !== 'import' || !path || more.length > 0) throw new UsageError('say: import FILE.geojson');
    const done = await withRuntime(async (runtime) => {
      await seedPlaces(runtime.db, runtime.knowledge.gazetteer, loadBoundaries(), runtime.knowledge.offences);
      return importAreas(runtime, path, (incidents) => {
        if (incidents % 20_000 === 0) console.error(`${incidents} incidents looked up again`);
      });
    });
    console.log(`areas replaced    ${done.replaced}`);
    console.log(`incidents moved   ${done.moved}`);
    if (done.missing.length > 0) {
      console.log(`kept ours, the file has no shape for: ${done.missing.join(', ')}`);
    }
    for (const { feature, name } of done.unknown) {
      console.log(`feature ${feature} (${name}) belongs to none of our areas and was left out`);
    }
    return 0;
  });
}
