/** What mediators write when nothing out of the ordinary happened. */
export const rooms = ['调解室 1', '调解室 2', '调解室 3', '社区居委会会议室', '当事人家中'] as const;
export const departments = [
  '区住房和城市建设管理局',
  '区人力资源和社会保障局',
  '区民政局',
  '属地街道办事处',
  '区自然资源部门',
] as const;
export const returnReasons = [
  '当事人住所不在本社区，不属本辖区。',
  '与一方当事人有亲属关系，应当回避。',
  '材料不足，请补充合同和收据。',
] as const;
export const reasonings = [
  '调解员：远亲不如近邻，先把眼前的问题解决，损失按票据和实际情况来算。',
  '调解员结合民法典相邻关系的规定，说明各自的责任，建议各让一步。',
  '调解员核对了双方提供的收据、聊天记录和照片，对金额进行了核算。',
  '调解员分别与双方单独谈话，指出继续争执的成本，提出折中方案。',
  '调解员说明了相关法律规定和诉讼的时间、费用，请双方考虑。',
] as const;
export const followUps = [
  '电话联系双方，协议已经履行，没有新的矛盾。',
  '双方均表示问题已经解决，对调解结果认可。',
  '申请人表示款项已收到，没有其他要求。',
  '上门查看，问题已经解决，两家恢复往来。',
] as const;
