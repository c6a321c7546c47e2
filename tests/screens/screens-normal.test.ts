import { expectScreensAt } from './expect-screens.ts';

expectScreensAt('normal');
