/** Why a file cannot be bound: a page in its place says so, and the volume is bound all the same. */
export const standIns = {
  locked: {
    remark: '有密码，未装订',
    why: '这份 PDF 设有打开密码，不能装订。请向提供的人要密码，打开打印后附在本页之后。',
  },
  damaged: {
    remark: '文件损坏，未装订',
    why: '这份文件已经损坏，打不开。请重新扫描，或者请提供的人重新给一份，附到案件后再装订。',
  },
  not_printable: {
    remark: '电子文件，未装订',
    why: '这份材料是 Word 或者 Excel 文件，不能直接装订。请打印后附在本页之后。',
  },
  not_here: {
    remark: '尚未到达，未装订',
    why: '这份材料的文件还没有从市平台传到本机。请同步以后再装订。',
  },
  too_long: {
    remark: '页数太多，未装订',
    why: '这份 PDF 页数太多，没有装订进来。请单独成册，附在本卷之后。',
  },
  too_large: {
    remark: '文件太大，未装订',
    why: '本卷的材料加起来太大，这一份没有装订进来，原件在归档压缩包里。',
  },
} as const satisfies Record<string, { readonly remark: string; readonly why: string }>;

export type StandIn = keyof typeof standIns;

/** Pages of one attached file at most: a volume is held in the memory as a whole while it is bound. */
export const MAX_PAGES_OF_FILE = 500;
/** Bytes that one volume takes in at most, for the same reason. */
export const MAX_VOLUME_BYTES = 150_000_000;
/** Bytes of one zip for the archive at most; it waits in the memory until the desk has fetched it. */
export const MAX_ARCHIVE_BYTES = 400_000_000;
