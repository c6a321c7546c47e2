import { codesOf, lookupIn } from './code-item.ts';

/** 六防六促, the six kinds of dispute that Henan has screened since 2022. A tag of its own beside the two other axes. */
export const screeningTags = [
  { code: 'emotion', name: '防情感纠纷促人际和悦', shortName: '情感纠纷' },
  { code: 'family', name: '防家庭纠纷促家人和睦', shortName: '家庭纠纷' },
  { code: 'neighbour', name: '防邻里纠纷促社会和谐', shortName: '邻里纠纷' },
  { code: 'debt', name: '防债务纠纷促经营和顺', shortName: '债务纠纷' },
  { code: 'property', name: '防物业纠纷促小区和美', shortName: '物业纠纷' },
  { code: 'disaster', name: '防涉疫涉灾纠纷促群众安康', shortName: '涉疫涉灾纠纷' },
] as const;

export type ScreeningTagCode = (typeof screeningTags)[number]['code'];
export const screeningTagCodes = codesOf(screeningTags);
/** Null for an unknown code. */
export const findScreeningTag = lookupIn(screeningTags);
