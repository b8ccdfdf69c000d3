import { withBrowser } from '../browser.mjs';
import { runCommand, say } from '../command.ts';
import { readBenchModel } from '../encoders/bench-models.ts';
import { openBenchPage } from '../encoders/bench-page.ts';
import { samplePairs } from '../encoders/sample-pairs.ts';
import { serveModels } from '../encoders/serve-models.ts';
import { readEvaluationSet } from '../models/evaluation-sets.ts';
import { reportOf } from '../report.mjs';
import { withServedBuild } from '../serve-build.mjs';
import { figuresOf } from './figures.ts';
import { type EncoderSpeeds, measureEncoder } from './measure-encoders.ts';
import { measureKernels } from './measure-kernels.ts';
import { type Options, parseOptions, USAGE } from './options.ts';
import { encoderTable, kernelTable } from './tables.ts';

const SEED = 1;
const PORT = 4199;

/** Runs the benchmark with command-line arguments; see `runCommand`. */
export function run(args: readonly string[]): Promise<void> {
  return runCommand(args, USAGE, (each) => measure(parseOptions(each)));
}

async function measure(options: Options): Promise<void> {
  const encoders = options.parts.includes('encoders') ? await measureEncoders(options) : [];
  if (encoders.length > 0) process.stdout.write(`\n${encoderTable(encoders)}\n`);
  const kernels = options.parts.includes('kernels') ? await measureKernels(options.threads, say) : undefined;
  if (kernels) process.stdout.write(`\n${kernelTable(kernels)}\n`);
  const where = {
    adapter: kernels?.webgpu.description ?? process.env.WEBGPU_ADAPTER ?? 'swiftshader',
    threads: String(options.threads),
  };
  process.stdout.write(`\n${JSON.stringify(reportOf('gpu', where, figuresOf(encoders, kernels)))}\n`);
}

function measureEncoders({
  models: names,
  searches: count,
  threads,
  data,
}: Options): Promise<EncoderSpeeds[]> {
  const models = names.map((name) => readBenchModel(name, data));
  const searches = samplePairs(readEvaluationSet('scifact', data), count, SEED);
  const config = { configFile: 'bench/encoders/vite.config.ts', plugins: [serveModels(models)] };
  return withServedBuild(config, PORT, (address) =>
    withBrowser(async (context) => {
      const page = await openBenchPage(context, address, say);
      const speeds: EncoderSpeeds[] = [];
      for (const model of models) {
        say(`${model.description.name}: ${count} searches on WebAssembly and on WebGPU`);
        speeds.push(await measureEncoder(page, model, searches, threads));
      }
      return speeds;
    }),
  );
}
