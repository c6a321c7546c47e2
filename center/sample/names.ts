import type { Random } from './random.ts';

/** Surnames by how common they are in Henan, with double ones and rare ones at the end. */
const surnames: readonly (readonly [name: string, weight: number])[] = [
  ['王', 80],
  ['李', 76],
  ['张', 74],
  ['刘', 58],
  ['陈', 30],
  ['杨', 28],
  ['赵', 28],
  ['郭', 22],
  ['马', 20],
  ['孙', 18],
  ['朱', 14],
  ['徐', 13],
  ['宋', 13],
  ['高', 13],
  ['韩', 12],
  ['周', 12],
  ['吴', 12],
  ['胡', 11],
  ['田', 9],
  ['许', 9],
  ['冯', 9],
  ['郑', 9],
  ['程', 9],
  ['崔', 8],
  ['董', 8],
  ['牛', 8],
  ['魏', 7],
  ['杜', 7],
  ['侯', 7],
  ['谢', 6],
  ['白', 6],
  ['袁', 6],
  ['岳', 6],
  ['尚', 5],
  ['申', 5],
  ['焦', 5],
  ['任', 5],
  ['付', 5],
  ['闫', 5],
  ['秦', 5],
  ['曹', 5],
  ['姚', 5],
  ['常', 5],
  ['卢', 4],
  ['贾', 4],
  ['邢', 4],
  ['耿', 4],
  ['司', 3],
  ['禹', 3],
  ['时', 3],
  ['党', 2],
  ['楚', 2],
  ['单', 2],
  ['曾', 2],
  ['仝', 2],
  ['靳', 2],
  ['苌', 1],
  ['弓', 1],
  ['逯', 1],
  ['佘', 1],
  ['欧阳', 1],
  ['上官', 1],
  ['司马', 1],
  ['皇甫', 1],
  ['诸葛', 1],
  ['令狐', 1],
  ['东方', 1],
  ['夏侯', 1],
];

const male =
  '伟强磊军勇杰涛超明刚平辉鹏华飞鑫波斌宇浩凯健俊帆旭阳彬龙博亮晨峰志建国东海洋文武林松柏坤成瑞祥庆永新生保全来福根栓柱';
const female =
  '芳娜敏静丽艳娟霞秀英玉兰燕红梅萍玲桂香月莹雪琳慧巧美云莲真环倩婷洁颖琴素爱凤荣菊彩春花蕾薇佳欣怡梦雅晴露瑶';
/** Characters that older machines print wrong, among them two beyond the basic plane's common part. */
const rare = '喆祎䶮㛃堃玥翀犇淼垚昇珺旻赟曌骉燚甯';

function given(random: Random, sex: 'male' | 'female'): string {
  const common = [...(sex === 'male' ? male : female)];
  const letter = () => random.pick(common);
  if (random.chance(0.03)) return random.chance(0.5) ? random.pick([...rare]) : `${letter()}${random.pick([...rare])}`;
  return random.chance(0.35) ? letter() : `${letter()}${letter()}`;
}

export function personName(random: Random, sex: 'male' | 'female'): string {
  return `${random.weighted(surnames)}${given(random, sex)}`;
}

const unitHeads = '恒信德润泰丰宏盛嘉禾金豫中原华夏瑞达安居同创汇鑫天成鼎立众合锦程绿都祥和';
const unitTails = {
  property: '物业服务有限公司',
  shop: '商贸有限公司',
  builder: '建筑工程有限公司',
  service: '服务有限公司',
} as const;

/** What kind of unit stands on the other side; it gives the name its tail. */
export const unitKinds = [
  'property',
  'builder',
  'shop',
  'restaurant',
  'decorator',
  'school',
  'gym',
  'logistics',
  'hospital',
  'agency',
  'travel',
  'online',
  'factory',
  'village',
  'developer',
  'insurer',
] as const;
export type UnitKind = (typeof unitKinds)[number];

const unitTypes: { readonly [Kind in UnitKind]: readonly string[] } = {
  property: [unitTails.property, '物业管理有限公司'],
  builder: [unitTails.builder, '劳务分包有限公司', '市政工程有限公司'],
  shop: [unitTails.shop, '超市', '家电经营部', '建材店'],
  restaurant: ['餐饮店', '烩面馆', '餐饮管理有限公司'],
  decorator: ['装饰工程有限公司', '装饰设计有限公司', '全屋定制店'],
  school: ['教育咨询有限公司', '艺术培训学校', '幼儿园'],
  gym: ['健身有限公司', '健身中心', '游泳馆'],
  logistics: ['物流有限公司', '运输有限公司', '搬家服务部'],
  hospital: ['医院', '口腔门诊部', '社区卫生服务中心', '医疗美容诊所'],
  agency: ['房地产经纪有限公司', '人力资源有限公司', '家政服务有限公司'],
  travel: ['旅行社有限公司', '国际旅行社有限公司郑州分公司', '民宿'],
  online: ['电子商务有限公司', '网络科技有限公司', '供应链管理有限公司'],
  factory: ['制衣厂', '机械制造有限公司', '食品有限公司', '新型建材有限公司'],
  village: ['村民委员会', '股份经济合作社'],
  developer: ['置业有限公司', '房地产开发有限公司'],
  insurer: ['财产保险股份有限公司郑州中心支公司'],
};

export function unitName(random: Random, kind: UnitKind): string {
  const letters = [...unitHeads];
  const head = `${random.pick(letters)}${random.pick(letters)}`;
  return `${random.chance(0.6) ? '郑州市' : '河南省'}${head}${random.pick(unitTypes[kind])}`;
}
