import { expect, test } from 'vitest';
import { createNotices } from './notices.ts';

/** Watches until `end`; collects what is told. */
function startWatching(notices: ReturnType<typeof createNotices>) {
  const controller = new AbortController();
  const heard: string[] = [];
  const watching = notices.watch({
    cancel: controller.signal,
    onProgress: (notice) => void heard.push(notice),
  });
  const end = () => {
    controller.abort();
    return watching;
  };
  return { heard, end };
}

test('every watcher hears what is told', async () => {
  const notices = createNotices();
  const [first, second] = [startWatching(notices), startWatching(notices)];
  notices.tell('a');
  notices.tell('b');
  expect(first.heard).toEqual(['a', 'b']);
  expect(second.heard).toEqual(['a', 'b']);
  await Promise.all([first.end(), second.end()]);
});

test('what was told to nobody is kept for the first watcher alone', async () => {
  const notices = createNotices();
  notices.tell('a');
  notices.tell('b');
  const first = startWatching(notices);
  notices.tell('c');
  const second = startWatching(notices);
  expect(first.heard).toEqual(['a', 'b', 'c']);
  expect(second.heard).toEqual([]);
  await Promise.all([first.end(), second.end()]);
});

test('a watch ends when it is cancelled, and hears no more', async () => {
  const notices = createNotices();
  const first = startWatching(notices);
  await first.end();
  notices.tell('a');
  expect(first.heard).toEqual([]);
  const second = startWatching(notices);
  expect(second.heard).toEqual(['a']);
  await second.end();
});

test('a watch that was cancelled before it began ends at once', async () => {
  await createNotices().watch({ cancel: AbortSignal.abort() });
});
