// @ts-check
/**
 * Command-line flags of the Chromium that runs the tests: WebGPU, and no traffic of the browser's own.
 * Never add --disable-gpu: it removes WebGPU altogether.
 */
const always = [
  '--enable-unsafe-webgpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
];

/** `swiftshader`: the CPU adapter, so that shaders are checked on machines without a GPU. `hardware`: what there is. */
const adapters = {
  swiftshader: ['--use-webgpu-adapter=swiftshader', '--enable-unsafe-swiftshader'],
  hardware: [
    '--ignore-gpu-blocklist',
    // Headless on Linux there is no window system, and OpenGL is what Chromium would choose.
    ...(process.platform === 'linux'
      ? ['--enable-features=Vulkan', '--use-angle=vulkan', '--disable-vulkan-surface']
      : []),
  ],
};

/**
 * The sandbox cannot be set up as root, the usual user inside a container; everywhere else it stays on.
 *
 * @param {number | undefined} userId `process.getuid()`, undefined on Windows
 * @param {string | undefined} adapter WEBGPU_ADAPTER from the environment; absent: swiftshader
 * @returns {string[]}
 */
export function chromiumFlags(
  userId = process.getuid?.(),
  adapter = process.env.WEBGPU_ADAPTER || 'swiftshader',
) {
  if (adapter !== 'swiftshader' && adapter !== 'hardware') {
    throw new Error(
      `WEBGPU_ADAPTER must be "swiftshader" or "hardware"; it is "${adapter}". Correct it or unset it.`,
    );
  }
  const flags = [...always, ...adapters[adapter]];
  return userId === 0 ? [...flags, '--no-sandbox'] : flags;
}
