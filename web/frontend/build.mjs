// Bundles src/ into web/static/dist. Entries keep their names, shared parts carry their content's hash.
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { build } from 'esbuild';

const dist = '../static/dist';
// Built aside and then moved: a running server never sees half a bundle
const outdir = 'node_modules/.dist';

await rm(outdir, { recursive: true, force: true });

const { metafile } = await build({
  entryPoints: ['src/app.js', 'src/app.css', 'src/form.js', 'src/diagram.js', 'src/modeler.js', 'src/compare.js', 'src/trial.js', 'src/tables.js', 'src/form-file.js'],
  bundle: true,
  minify: true,
  metafile: true,
  outdir,
  format: 'esm',
  splitting: true,
  target: 'chrome109',
  entryNames: '[name]',
  chunkNames: 'chunk-[hash]',
  legalComments: 'linked',
  logLevel: 'warning',
  // Old formats of the icon font: no browser that we support asks for them
  loader: { '.woff2': 'file', '.woff': 'file', '.ttf': 'empty', '.eot': 'empty', '.svg': 'empty' },
});

// The server sends these as they are to whoever takes gzip
const files = Object.keys(metafile.outputs).filter((file) => /\.(js|css)$/.test(file));
const compress = promisify(gzip);
for (const file of files) {
  await writeFile(`${file}.gz`, await compress(await readFile(file), { level: 9 }));
}
// Written last: its date says that the bundle is whole
await writeFile(`${outdir}/built.json`, JSON.stringify(files.map((file) => file.split('/').at(-1)), null, 2) + '\n');

await mkdir('../static', { recursive: true });
await rm(dist, { recursive: true, force: true });
await rename(outdir, dist);
