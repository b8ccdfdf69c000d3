/** The half of pdf.js that goes through a file; it serves whoever starts it. Ending it is the one way to stop it. */
import 'pdfjs-dist/legacy/build/pdf.worker.mjs';
