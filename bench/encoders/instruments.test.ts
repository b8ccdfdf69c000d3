import { expect, it } from 'vitest';
import { listenIn, listenToConstructor } from './instruments.ts';

class Counter {
  constructor(readonly start: number) {}
  plus(value: number) {
    return this.start + value;
  }
}

it('listens in on calls without changing them', () => {
  const heard: unknown[] = [];
  class Watched extends Counter {
    override plus(value: number) {
      return super.plus(value);
    }
  }
  listenIn(Watched.prototype, 'plus', (self, args) => heard.push([self, args]));
  const counter = new Watched(2);
  expect(counter.plus(3)).toBe(5);
  expect(heard).toEqual([[counter, [3]]]);
});

it('hears of every new instance, which is what it would have been', () => {
  const heard: object[] = [];
  const namespace = { Counter };
  listenToConstructor(namespace, 'Counter', (instance) => heard.push(instance));
  const counter = new namespace.Counter(4);
  expect(counter.plus(1)).toBe(5);
  expect(counter).toBeInstanceOf(Counter);
  expect(counter).toBeInstanceOf(namespace.Counter);
  expect(heard).toEqual([counter]);
});
