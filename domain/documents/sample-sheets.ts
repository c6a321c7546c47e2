import type { FormInput } from './form.ts';

const frame = {
  committee: '郑州市中原区矛盾纠纷人民调解委员会',
  preparedAt: '2026-11-23T16:32:10+08:00',
};

/** One filled sheet of each kind that is made when a dossier is bound. */
export const coverSample: FormInput<'dossier-cover'> = {
  ...frame,
  volumeTitle: '刘某甲与刘某乙婚姻家庭纠纷',
  volume: '（2026）中原人调字第 128 号',
  mediators: ['陈某', '王某'],
  mediatedFrom: '2026-11-23',
  mediatedTo: '2026-12-02',
  binder: '李某',
  boundOn: '2027-08-05',
  retention: '长期（30 年）',
  remarks: '另有录音光盘一张。',
};

export const contentsSample: FormInput<'dossier-contents'> = {
  ...frame,
  parts: [
    {
      caption: '',
      rows: [
        { name: '人民调解受理登记表', firstPage: 1, lastPage: 1, remark: '' },
        { name: '人民调解记录（第一次）', firstPage: 2, lastPage: 4, remark: '' },
        { name: '人民调解协议书', firstPage: 5, lastPage: 6, remark: '编号（2026）中原人调字第0001号' },
        { name: '楼道照片', firstPage: 7, lastPage: 7, remark: '照片' },
      ],
    },
  ],
};

export const backCoverSample: FormInput<'back-cover'> = { ...frame, pages: 7, binder: '李某', boundOn: '2027-08-05' };

export const photoSheetSample: FormInput<'photo-sheet'> = {
  ...frame,
  picture: 'f'.repeat(64),
  caption: '楼道照片',
  note: '现场照片，2026年11月23日附',
};

export const standInSample: FormInput<'stand-in-sheet'> = {
  ...frame,
  name: '借条.docx',
  why: '这份材料是 Word 文件，不能直接装订。请打印后附在本页之后。',
  facts: [{ label: '大小', value: '640 KB' }],
};

export const pageNumbersSample: FormInput<'page-numbers'> = { ...frame, firstPage: 1, lastPage: 3 };

export const posterSample: FormInput<'poster'> = {
  ...frame,
  paper: 'a4',
  area: '郑州市中原区',
  center: '郑州市中原区社会治安综合治理中心',
  phone: '0371-60000002',
  places: [
    { name: '碧沙岗社区', within: '中原区林山寨街道', address: 'https://city.example.gov.cn/m/410102001002' },
    {
      name: '百花社区 3 号楼',
      within: '中原区林山寨街道百花社区',
      address: 'https://city.example.gov.cn/m/410102001011-A4KM',
    },
  ],
};

/** In place of a photo: nobody's, and it weighs nothing. */
export const samplePhoto = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"><rect width="4" height="3" fill="#ddd"/></svg>`;
