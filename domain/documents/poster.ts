import { renderSVG } from 'uqr';
import * as z from 'zod';
import { sheetFrame } from './dossier-cover.ts';
import { line } from './fields.ts';
import { defineForm } from './form-definition.ts';
import { toLine } from './printable-text.ts';

/** Sheets of one file at most: a street of the largest towns has some hundred communities. */
export const MOST_POSTERS = 500;

/** 扫码海报: one page for each place, with the code by which a resident submits a dispute from there (一码解纠纷). */
export const posterSchema = sheetFrame.extend({
  paper: z.enum(['a4', 'a3']),
  /** District as it stands above the title. */
  area: line,
  center: line,
  phone: line,
  places: z
    .array(
      z.object({
        /** In large type: 鸿苑社区. */
        name: line.min(1, '地点没有名称'),
        /** Where it lies: 金水区兴达路街道. */
        within: line,
        /** Address of the city's page; the QR says it, and it stands below in letters. */
        address: z.url('网址格式不对').max(200),
      }),
    )
    .min(1, '请选择要做海报的地方')
    .max(MOST_POSTERS, `一次最多做 ${MOST_POSTERS} 张`),
});

export const posterForm = defineForm({
  title: '扫码海报',
  shortTitle: '扫码海报',
  templateFile: 'poster.typ',
  schema: posterSchema,
  present: ({ paper, area, center, phone, places }: z.infer<typeof posterSchema>) => ({
    title: '一码解纠纷',
    paper,
    area: toLine(area),
    center: toLine(center),
    phone: toLine(phone),
    places: places.map(({ name, within, address }) => ({
      name: toLine(name),
      within: toLine(within),
      address,
      // A poster gets wet, torn and scratched: a quarter of the code may be lost.
      qr: renderSVG(address, { ecc: 'Q', border: 2 }),
    })),
  }),
});
