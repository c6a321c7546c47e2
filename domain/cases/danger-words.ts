/**
 * Words that speak for what may become a public-security or a criminal case. Whoever mediates such a dispute must report
 * it in time to the police or another department (人民调解法 25). They are shown beside the text while it is typed and
 * beside 马上报公安; whether it is so a person decides.
 */
const words = [
  ...['持刀', '拿刀', '动刀', '砍伤', '砍人', '捅伤', '捅人', '打伤', '打架', '斗殴', '殴打', '动手打', '打了人'],
  ...['扬言', '威胁', '恐吓', '报复', '同归于尽', '拼命', '要他的命', '杀人', '弄死', '打死'],
  ...['汽油', '放火', '纵火', '点火烧', '爆炸', '炸药', '投毒', '下毒'],
  ...['自杀', '轻生', '跳楼', '服毒', '喝农药', '割腕', '自焚', '不想活'],
  ...['聚众', '围堵', '堵门', '堵路', '打砸', '砸车', '砸店', '砸门'],
  ...['家暴', '家庭暴力', '虐待', '遗弃', '拘禁', '绑架', '强奸', '猥亵', '性侵', '跟踪', '偷拍'],
  ...['吸毒', '贩毒', '诈骗', '敲诈', '勒索', '盗窃', '赌博', '传销', '高利贷', '暴力催收'],
] as const;

/** Those that a text has in it, in the order of the text, each once. */
export function dangerWords(text: string): readonly string[] {
  const found = words.flatMap((word) => {
    const at = text.indexOf(word);
    return at < 0 ? [] : [{ word, at }];
  });
  return found.sort((one, other) => one.at - other.at).map(({ word }) => word);
}

/** What is said beside them; null where there are none. */
export function dangerNote(text: string): string | null {
  const found = dangerWords(text);
  if (found.length === 0) return null;
  const named = found.slice(0, 3).map((word) => `「${word}」`);
  return `写到${named.join('')}：可能引起治安案件、刑事案件的，要及时报告公安机关或者有关部门（人民调解法第二十五条）`;
}
