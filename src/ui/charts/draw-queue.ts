/** Drawing that can wait: a task of the browser's for each, so that many at once never hold up the page. */

const waiting = new Set<() => void>();
let isScheduled = false;

/** Calls `draw` in a task of its own, after those that wait already. What is returned takes it back. */
export function drawLater(draw: () => void): () => void {
  // The same function may wait twice.
  const job = () => draw();
  waiting.add(job);
  schedule();
  return () => void waiting.delete(job);
}

function schedule(): void {
  if (isScheduled || waiting.size === 0) return;
  isScheduled = true;
  setTimeout(drawNext);
}

function drawNext(): void {
  isScheduled = false;
  const [job] = waiting;
  if (!job) return;
  waiting.delete(job);
  // First, so that one that throws leaves the others to be drawn.
  schedule();
  job();
}
