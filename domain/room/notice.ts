import { rightsNoticeItems } from '../documents/rights-notice.ts';

/** What each reads and confirms before anything is said: the law's notice, and what is special to a talk on the phone. */
export const roomNotice: readonly { readonly heading: string; readonly paragraphs: readonly string[] }[] = [
  ...rightsNoticeItems,
  {
    heading: '七、在线调解',
    paragraphs: [
      '说的话、照片和签名由综治中心按卷宗保存，写进调解记录。和调解员单独谈的话，对方看不到，不写进调解记录。',
      '请本人参加，不要让别人用您的手机，不要把调解内容外传。断线了重新打开链接就能接着谈。想改为当面调解，随时可以说。',
    ],
  },
];
