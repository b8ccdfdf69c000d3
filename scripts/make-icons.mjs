// @ts-check
/** `node scripts/make-icons.mjs`: the PNG icons of the installed app, from public/favicon.svg; run it when that changes. */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { resolveBrowser } from './browser.mjs';
import { chromiumFlags } from './chromium-flags.mjs';

const publicFolder = fileURLToPath(new URL('../public/', import.meta.url));

/** A maskable icon is cut to any shape inside its edge: its colour reaches the edge, the drawing the inner four fifths. */
const ICONS = [
  { file: 'icon-192.png', pixels: 192, drawnShare: 1 },
  { file: 'icon-512.png', pixels: 512, drawnShare: 1 },
  { file: 'icon-maskable-512.png', pixels: 512, drawnShare: 0.8 },
];
const BACKGROUND = '#0f6f84';

const svg = await readFile(`${publicFolder}favicon.svg`, 'utf8');
const browser = await chromium.launch({ executablePath: resolveBrowser(), args: chromiumFlags() });
const page = await browser.newPage();
for (const { file, pixels, drawnShare } of ICONS) {
  const drawn = pixels * drawnShare;
  await page.setViewportSize({ width: pixels, height: pixels });
  await page.setContent(
    `<style>body { margin: 0; display: grid; place-content: center; height: 100vh;
      ${drawnShare < 1 ? `background: ${BACKGROUND};` : ''} } svg { width: ${drawn}px; height: ${drawn}px }</style>${svg}`,
  );
  await writeFile(`${publicFolder}${file}`, await page.screenshot({ omitBackground: true }));
}
await browser.close();
