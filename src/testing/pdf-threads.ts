export { startPdfThread } from '../headless/pdf-threads.ts';
