import { expect, test } from 'vitest';
import { CompositionWatch } from './composition.ts';

const enter = { isComposing: false, keyCode: 13 };

test('a key pressed while composing, or taken by the input method (229), is not ours', () => {
  const watch = new CompositionWatch();
  expect(watch.owns({ isComposing: true, keyCode: 13 })).toBe(true);
  expect(watch.owns({ isComposing: false, keyCode: 229 })).toBe(true);
  expect(watch.owns(enter)).toBe(false);
});

test('the Enter that ended the composition is not ours even when it arrives after the end; the next one is', async () => {
  const watch = new CompositionWatch();
  const page = new EventTarget();
  const detach = watch.attach(page);
  page.dispatchEvent(new Event('compositionend'));
  expect(watch.owns(enter)).toBe(true);
  await new Promise((resolve) => setTimeout(resolve, 1));
  expect(watch.owns(enter)).toBe(false);
  detach();
  page.dispatchEvent(new Event('compositionend'));
  expect(watch.owns(enter)).toBe(false);
});
