import { formatInstant } from '../../domain/text/chinese-date.ts';

/** What is in a bundle, for whoever opens it, and for whoever must decide whether to hand it on. */
export function manifest({ at, version }: { readonly at: number; readonly version: string }): string {
  return `枫桥工作台 诊断包
生成时间：${formatInstant(at)}（北京时间），程序版本 ${version}

这里有什么
  system.json    电脑和系统：系统版本、内存、磁盘剩余、运行了多久、时区
  settings.json  联网设置：代理地址、限速、间隔、信任的私有 CA。没有代理账号和密码
  sync.json      同步情况：等着传的条数和大小、各区取到第几位、时钟差、版本、需要处理的步骤各有几条（只按种类和原因计数）
  rounds.json    最近的同步记录：时间、条数、字节、结果
  store.json     数据库：大小、设置、各表行数、快速检查的结果
  history.json   历史校验：上次校验了多少条、发现几处，没有动作内容
  log.jsonl      程序这次启动以来的日志末尾，最多 500 行，只有时间、代码和出错的位置

这里没有什么
  没有任何案件内容、当事人、案号、查询码、文书、附件
  没有工作人员的姓名、账号、电话、密码
  没有密钥、登录凭证、代理密码
  各文件写出前还统一查过一遍：像证件号、电话、邮箱的数字和本中心人员的姓名都换成了〔…〕

怎么用
  交给负责运维的人即可。打开都是文本，交出去之前可以先看。
`;
}
