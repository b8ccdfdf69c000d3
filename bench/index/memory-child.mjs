// @ts-check
/** `measure-memory.ts` runs it as a process of its own, so that nothing else is in its memory. */
import { importTypeScript } from '../../scripts/import-typescript.mjs';

const { run } = await importTypeScript('bench/index/memory-child.ts');
await run(Number(process.argv[2]));
