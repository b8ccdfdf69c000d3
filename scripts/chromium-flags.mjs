// @ts-check
/**
 * Command-line flags of the Chromium that runs the tests: WebGPU through the CPU adapter SwiftShader, so
 * that shaders are checked on machines without a GPU, and no traffic of the browser's own.
 * Never add --disable-gpu: it removes WebGPU altogether.
 */
const always = [
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--enable-unsafe-swiftshader',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
];

/**
 * The sandbox cannot be set up as root, the usual user inside a container; everywhere else it stays on.
 *
 * @param {number | undefined} userId `process.getuid()`, undefined on Windows
 * @returns {string[]}
 */
export function chromiumFlags(userId = process.getuid?.()) {
  return userId === 0 ? [...always, '--no-sandbox'] : always;
}
