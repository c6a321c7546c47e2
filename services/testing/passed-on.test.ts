import { expect, test } from 'vitest';
import { passedOn } from './passed-on.ts';

class Counter {
  #count = 0;
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
  next(step: number): string {
    this.#count += step;
    return `${this.name} ${this.#count}`;
  }
}

test('every call goes to whatever stands there when it is made, with its own state', () => {
  const [one, other] = [new Counter('one'), new Counter('other')];
  let current = one;
  const through = passedOn(() => current);
  expect([through.name, through.next(2), through.next(1)]).toEqual(['one', 'one 2', 'one 3']);
  current = other;
  expect([through.name, through.next(5)]).toEqual(['other', 'other 5']);
  current = one;
  expect(through.next(1)).toBe('one 4');
});
