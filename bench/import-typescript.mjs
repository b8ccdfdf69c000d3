// @ts-check
import { importTypeScript as importFromCheckout } from '../scripts/import-typescript.mjs';

/** @param {string} file of this folder */
export const importTypeScript = (file) => importFromCheckout(`bench/${file}`);
