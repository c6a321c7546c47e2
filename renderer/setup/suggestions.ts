import type { GoverningArea } from '../../contract/center.ts';

/** What the first-run assistant proposes from the area; every word of it can be changed. */
export interface SetUpSuggestions {
  readonly centerName: string;
  readonly centerShortName: string;
  readonly committeeName: string;
  readonly committeeShortName: string;
}

/** 金水区 → 金水区综治中心, 金, 郑州市金水区人民调解委员会, 金水. */
export function suggestFrom({ name, shortName }: GoverningArea): SetUpSuggestions {
  const stem = shortName.replace(/(新区|区|县|市)$/, '').replace(/回族$/, '') || shortName;
  const inTheCity = name.endsWith('区') && !name.startsWith('郑');
  return {
    centerName: `${name}综治中心`,
    centerShortName: Array.from(stem)[0] ?? '',
    committeeName: `${inTheCity ? '郑州市' : ''}${name}人民调解委员会`,
    committeeShortName: stem,
  };
}
