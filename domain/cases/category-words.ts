import type { Gbt31000CategoryCode } from '../codes/gbt31000-categories.ts';
import type { MojTypeCode } from '../codes/moj-types.ts';

/**
 * Words that speak for a category. `strong` ones nearly decide alone, `weak` ones only help others. A word counts once
 * however often it is written, and not where it is part of a longer word of the same table.
 */
export interface CategoryWords<Code extends string> {
  readonly code: Code;
  readonly strong?: string;
  readonly usual?: string;
  readonly weak?: string;
}

/** Kinds of the Ministry of Justice; where two score the same, the earlier row wins, so the special stand first. */
export const mojTypeWords: readonly CategoryWords<MojTypeCode>[] = [
  {
    code: '10',
    strong: '农民工工资 农民工 讨薪 包工头 工程欠薪',
    usual: '工地 工钱 欠薪 务工 打工 血汗钱 劳务费 施工队 班组',
    weak: '工资 拖欠',
  },
  {
    code: '01',
    strong: '离婚 彩礼 家暴 家庭暴力 赡养 抚养费 抚养权 继承 遗产 遗嘱 分家析产 婆媳 夫妻 退婚 同居析产',
    usual: '婚姻 结婚 丈夫 妻子 恋爱 分手 婚外情 出轨 分家 养老 家人 儿媳 女婿 兄弟 姐妹 父母 子女 探望 收养 监护',
    weak: '离世 去世 孩子 老人 家庭 房产',
  },
  {
    code: '16',
    strong: '交通事故 车祸 肇事 追尾 剐蹭 刮蹭 交强险 事故认定书',
    usual: '撞伤 撞车 闯红灯 电动车撞 被车撞 骑行 行人 机动车',
    weak: '车辆 电动车 保险公司',
  },
  {
    code: '15',
    strong: '医疗事故 医疗纠纷 医疗损害 误诊 医患 手术失败 医疗过错',
    usual: '医院 手术 诊所 医生 护士 患者 用药 输液 病历 住院治疗 接生',
    weak: '治疗 药品',
  },
  {
    code: '17',
    strong: '物业费 物业公司 业委会 业主委员会 物业服务 物业管理 维修资金',
    usual: '物业 停车位 停车费 地下车库 电梯故障 小区保安 业主 门禁 小区绿化 公共收益',
    weak: '小区 电梯 保安',
  },
  {
    code: '13',
    strong: '网购 网店 电商 直播带货 淘宝 京东 拼多多 抖音小店 网上购买 七天无理由 电子商务',
    usual: '快递 外卖平台 网络购物 代购 二手平台 闲鱼 下单 直播间',
    weak: '退货 平台 客服',
  },
  {
    code: '12',
    strong: '旅游 旅行社 跟团 导游 民宿 景区门票',
    usual: '景区 行程 酒店预订 游客 出境游 机票退订',
    weak: '酒店 机票',
  },
  {
    code: '14',
    strong: '消费者 预付卡 健身卡 假一赔三 退一赔三 以次充好 三包',
    usual: '健身房 理发店 美容院 培训班 退款 退费 充值 商家 超市 商场 假货 会员卡 过期食品 售后 培训费',
    weak: '购买 质量问题 退货',
  },
  {
    code: '11',
    strong: '劳动合同 劳动争议 劳动仲裁 工伤 经济补偿金 加班费 劳务派遣 竞业限制',
    usual: '辞退 解雇 开除 离职 社保 五险一金 公积金 试用期 用人单位 加班 工资 旷工 裁员',
    weak: '上班 员工 单位',
  },
  {
    code: '08',
    strong: '拆迁 征地 征收补偿 安置房 过渡费 回迁 拆迁款 征地补偿',
    usual: '征收 安置 城中村改造 补偿安置 青苗补偿 附着物补偿',
    weak: '补偿款 补偿',
  },
  {
    code: '07',
    strong: '承包地 土地承包 林权 山林 土地流转 耕地 地界 责任田 鱼塘承包',
    usual: '土地 地边 林地 荒山 果园 田地 灌溉 种地 树木归属 水塘',
    weak: '承包 庄稼',
  },
  {
    code: '03',
    strong: '宅基地 房屋产权 房屋买卖 房屋租赁 建房 翻建 房屋渗漏 违规搭建 房屋倒塌',
    usual: '租房 房租 押金 房东 租客 房屋 院墙 购房 商品房 交房 二手房 中介 盖房 烂尾 买房 承重墙',
    weak: '房产 装修 房子',
  },
  {
    code: '09',
    strong: '环境污染 排污 污水排放 工业废水 养殖场臭气 粉尘污染 废气 水源污染',
    usual: '污染 油烟 粉尘 扬尘 臭气 养殖场 噪声污染 废水 施工噪声 烟尘 夜间施工',
    weak: '异味 噪音 噪声',
  },
  {
    code: '02',
    strong: '邻居 邻里 相邻权 楼上漏水 楼下邻居 楼上邻居',
    usual: '隔壁 对门 楼上 楼下 漏水 采光 通风 通行 排水 滴水 楼道堆物 两家 遛狗 狗叫 占道 广场舞 共用墙',
    weak: '噪音 垃圾 气味 楼道 院墙',
  },
  {
    code: '06',
    strong: '人身损害 打伤 殴打 咬伤 轻微伤 医药费 误工费 高空抛物 名誉侵权',
    usual: '受伤 打架 斗殴 砸坏 损坏 摔伤 赔偿 烫伤 辱骂 诽谤 烧毁 砸伤 溺水 财物受损',
    weak: '骂人 推搡 营养费',
  },
  {
    code: '05',
    strong: '生产经营 合伙经营 合伙纠纷 假种子 假化肥 转让费 加盟费 股权',
    usual: '合伙 散伙 股东 分红 经营 种子 化肥 农药 摊位 门面 商铺 供货 生意 加盟 养殖户',
    weak: '市场 店铺',
  },
  {
    code: '04',
    strong: '借款 欠款 借条 欠条 民间借贷 违约金 合同 借钱 不还钱 债务 工程款',
    usual: '借贷 货款 定金 订金 利息 担保 违约 欠钱 还款 协议 转账 承揽 装修款 贷款 租赁费',
    weak: '拖欠 钱款 签订',
  },
  { code: '18', strong: '坟地 祖坟 坟墓', usual: '彩票 打赏 拾得物 不当得利 族谱 宗族' },
];

/** Categories of GB/T 31000-2015. */
export const gbt31000CategoryWords: readonly CategoryWords<Gbt31000CategoryCode>[] = [
  { code: '0103', strong: '继承 遗产 遗嘱 分家析产', usual: '分家', weak: '离世 去世 房产 家人' },
  {
    code: '0102',
    strong: '赡养 抚养费 抚养权 监护 养老',
    usual: '探望 收养 老人 抚养 扶养',
    weak: '父母 子女 孩子',
  },
  {
    code: '0101',
    strong: '离婚 彩礼 恋爱 分手 婚外情 出轨 退婚 家暴 家庭暴力',
    usual: '婚姻 夫妻 结婚 丈夫 妻子 同居',
  },
  { code: '0199', strong: '婆媳', usual: '兄弟 姐妹 家庭矛盾 儿媳 女婿', weak: '家人 家庭' },
  {
    code: '0203',
    strong: '油烟扰邻 噪音扰民 楼道堆物',
    usual: '垃圾 气味 异味 噪音 狗叫 臭味 油烟 遛狗 广场舞 深夜吵闹 烟味',
    weak: '楼道 刺鼻',
  },
  {
    code: '0201',
    strong: '楼上漏水 采光 通风 排水 通行权 滴水',
    usual: '漏水 用水 通行 挡光 堵路 下水道 渗水 出行道路 空调外机',
  },
  { code: '0202', strong: '共用墙 相邻土地', usual: '院墙 搭建 地界 越界 滴水檐 围墙', weak: '邻居' },
  { code: '0299', usual: '邻居 邻里 隔壁 对门', weak: '楼上 楼下 两家' },
  { code: '0302', strong: '名誉 诽谤 隐私 名誉侵权', usual: '辱骂 造谣 曝光 朋友圈骂 偷拍' },
  { code: '0301', strong: '肖像 姓名权 冒名', usual: '照片被用' },
  {
    code: '0303',
    strong: '打伤 殴打 轻微伤 咬伤 人身损害 高空抛物',
    usual: '打架 斗殴 受伤 医药费 误工费 摔伤 烫伤 推搡 砸伤 限制人身自由 溺水',
  },
  { code: '0401', strong: '返还财物 财物受损', usual: '砸坏 损坏 返还 烧毁 财产损失', weak: '赔偿' },
  {
    code: '0402',
    strong: '物业费 物业公司 业委会 业主委员会 物业服务 物业管理 维修资金',
    usual: '物业 停车位 停车费 业主 门禁 公共收益 小区保安 地下车库',
    weak: '小区 电梯',
  },
  { code: '0403', strong: '房产证 不动产登记 过户 产权登记', usual: '办证 加名 房屋产权' },
  { code: '0501', strong: '校园欺凌 学校责任', usual: '学校 幼儿园 学生受伤 老师 校园', weak: '学生' },
  {
    code: '0502',
    strong: '医疗事故 医疗纠纷 医疗损害 误诊 医患 手术失败 医疗过错',
    usual: '医院 手术 诊所 医生 患者 输液 病历 住院治疗',
  },
  {
    code: '0503',
    strong: '交通事故 车祸 肇事 追尾 剐蹭 刮蹭 事故认定书 交强险',
    usual: '撞伤 撞车 被车撞 电动车撞 闯红灯 机动车 行人',
  },
  {
    code: '0504',
    strong: '环境污染 排污 污水排放 工业废水 废气 水源污染 养殖场臭气 粉尘污染',
    usual: '污染 粉尘 扬尘 养殖场 废水 臭气 施工噪声 夜间施工',
  },
  { code: '0505', strong: '产品缺陷 产品质量 假种子 假化肥', usual: '爆炸 自燃 缺陷 种子 化肥 农药 假货' },
  { code: '0506', strong: '网络侵权 网暴 人肉搜索', usual: '抖音 朋友圈 微信群 发帖' },
  { code: '0507', strong: '雇佣受伤 帮工受伤 劳务受害', usual: '雇主 帮工 干活时摔伤 干活受伤' },
  {
    code: '0601',
    strong: '消费者 预付卡 健身卡 退费 退款 网购 旅行社 旅游 跟团 直播带货 电商',
    usual: '健身房 理发店 美容院 培训班 商家 超市 商场 会员卡 充值 快递 售后 导游 网店 淘宝 民宿 景区',
    weak: '购买 退货',
  },
  {
    code: '0602',
    strong: '房屋买卖 房屋租赁 房租 租房 购房 商品房 二手房 房东 租客',
    usual: '押金 交房 中介 买房 转租 烂尾',
    weak: '房屋 装修',
  },
  { code: '0603', strong: '货款 供货 买卖合同 工程款', usual: '定金 订金 送货 生意 采购 加工费 装修款' },
  { code: '0604', strong: '运费 仓储', usual: '运输 物流 托运 货物丢失 货损' },
  { code: '0699', usual: '合同 违约金 违约 承揽 加盟费 加盟 协议' },
  {
    code: '0703',
    strong: '农民工工资 讨薪 欠薪 加班费 农民工 经济补偿金',
    usual: '工资 工钱 血汗钱 奖金 包工头 劳务费 加班 公积金',
    weak: '拖欠 工地 务工',
  },
  { code: '0701', strong: '劳动合同 劳务派遣 竞业限制', usual: '辞退 解雇 开除 离职 试用期 裁员', weak: '上班' },
  { code: '0702', strong: '社保 工伤 五险一金 养老保险', usual: '社会保险 失业金 生育津贴' },
  { code: '0704', strong: '人事争议 事业编', usual: '聘用合同 职称 编制' },
  { code: '0804', strong: '借款 借条 欠条 民间借贷 借钱 不还钱 担保', usual: '欠款 借贷 利息 债务 欠钱 贷款 还款' },
  { code: '0802', strong: '理财 信托 集资', usual: '投资 高回报 本金' },
  { code: '0803', strong: '理赔 保险合同 拒赔', usual: '保险公司 保单 保费' },
  { code: '0801', strong: '股票 基金 期货', usual: '证券 炒股' },
  {
    code: '0901',
    strong: '承包地 土地承包 土地流转 责任田 耕地 鱼塘承包',
    usual: '田地 种地 承包 地边 果园',
    weak: '土地',
  },
  { code: '0902', strong: '宅基地', usual: '翻建 建房 盖房 老宅' },
  { code: '0903', strong: '林权 山林 林地 采矿 矿产', usual: '荒山 树木归属 砍树' },
  { code: '0904', strong: '水库 河道 灌溉 水渠', usual: '鱼塘 浇地 水塘 机井' },
  { code: '1001', strong: '商标 专利 著作权 知识产权', usual: '抄袭 侵权盗版' },
  { code: '1002', strong: '股权 合伙经营 合伙纠纷 公司解散', usual: '合伙 股东 分红 散伙 清算' },
  { code: '1006', strong: '不当得利 转错账 无因管理', usual: '拾得物 误转' },
  { code: '1101', strong: '房屋征收 拆迁 拆迁款 安置房 过渡费 回迁', usual: '安置 征收 城中村改造' },
  { code: '1102', strong: '征地 征地补偿 青苗补偿 附着物补偿', usual: '占地补偿' },
  { code: '1103', strong: '违建 拆违 违章建筑 城乡规划', usual: '强拆 违规搭建' },
  { code: '1104', strong: '市政', usual: '修路 路灯 窨井盖 管网 道路施工' },
  { code: '1201', strong: '村委会选举 村务公开', usual: '选举 换届 集体分红 村民资格' },
  { code: '1202', strong: '低保 优抚 救助金', usual: '抚恤 残疾补助 临时救助' },
  { code: '1203', strong: '区划边界 村界' },
  { code: '1301', strong: '城管', usual: '占道经营 流动摊贩' },
  { code: '1303', strong: '营业执照 税务', usual: '吊销 罚款' },
  { code: '1304', strong: '安全生产', usual: '消防隐患' },
  { code: '1401', strong: '派出所处理不公 不予立案', usual: '报警不处理 行政拘留' },
  { code: '1403', strong: '判决不服 执行不到位', usual: '法院判决 强制执行' },
  { code: '1502', strong: '干部作风 吃拿卡要', usual: '村干部 优亲厚友' },
  { code: '1601', strong: '民族习俗 民族问题' },
  { code: '1602', strong: '宗教', usual: '寺庙 教会 清真' },
];

/** Words of 防涉疫涉灾纠纷, which no category of the two other axes stands for. */
export const disasterWords = '疫情 核酸 隔离 封控 洪水 洪灾 水灾 内涝 灾后 受灾 暴雨 旱灾 地震 冰雹 抗旱 防汛 泄洪';
