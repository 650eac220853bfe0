// Bundles src/ into web/static/dist with names that carry their content, and a manifest.
import { readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { build } from 'esbuild';

const outdir = '../static/dist';
const shared = {
  bundle: true,
  minify: true,
  metafile: true,
  outdir,
  entryNames: '[name]-[hash]',
  legalComments: 'linked',
  logLevel: 'warning',
};

await rm(outdir, { recursive: true, force: true });

const modern = await build({
  ...shared,
  entryPoints: ['src/app.js', 'src/app.css', 'src/form.js', 'src/diagram.js'],
  format: 'esm',
  splitting: true,
  target: 'chrome109',
  chunkNames: 'chunk-[hash]',
  // Old formats of the icon font: no browser that passes the gate asks for them
  loader: { '.woff2': 'file', '.woff': 'file', '.ttf': 'empty', '.eot': 'empty', '.svg': 'empty' },
});

// Runs before anything else in browsers of any age, so it is a plain script of its own.
const gate = await build({ ...shared, entryPoints: ['src/gate.js'], format: 'iife', target: 'es5' });

const outputs = { ...modern.metafile.outputs, ...gate.metafile.outputs };
const manifest = {};
for (const [file, output] of Object.entries(outputs)) {
  if (!output.entryPoint) continue;
  manifest[basename(output.entryPoint)] = basename(file);
  // The style sheet that a script imports travels under the script's name
  if (output.cssBundle) manifest[basename(output.entryPoint, '.js') + '.css'] = basename(output.cssBundle);
}

const compress = promisify(gzip);
for (const file of Object.keys(outputs)) {
  if (!/\.(js|css|svg)$/.test(file)) continue;
  const body = await readFile(file);
  await writeFile(`${file}.gz`, await compress(body, { level: 9 }));
}
await writeFile(join(outdir, 'manifest.json'), JSON.stringify(manifest, null, 2) + '\n');
