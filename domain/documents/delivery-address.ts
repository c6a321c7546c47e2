import type * as z from 'zod';
import { documentFrame, line, namedParty } from './fields.ts';
import { defineForm } from './form-definition.ts';
import { presentFrame } from './presentation.ts';
import { toLine } from './printable-text.ts';

/** 送达地址确认书 of one party. */
export const deliveryAddressSchema = documentFrame.extend({
  /** 张某与李某邻里纠纷. */
  dispute: line,
  party: namedParty,
  address: line,
  contact: line,
});
export type DeliveryAddressData = z.infer<typeof deliveryAddressSchema>;

const DELIVERY_ADDRESS_TITLE = '送达地址确认书';

const NOTICE = [
  '一、请如实填写送达地址和联系方式，以便及时收到调解通知和文书。',
  '二、送达地址、联系方式有变更的，应当及时书面告知人民调解委员会。',
  '三、提供的地址不准确，或者变更后没有及时告知，使文书不能收到的，由当事人自行承担可能产生的后果。',
] as const;

export function presentDeliveryAddress(data: DeliveryAddressData) {
  return {
    ...presentFrame(DELIVERY_ADDRESS_TITLE, data),
    notice: [...NOTICE],
    rows: [
      { label: '纠纷', value: toLine(data.dispute) },
      { label: '受送达人', value: `${toLine(data.party.name)}（${data.party.role}）` },
      { label: '送达地址', value: toLine(data.address) },
      { label: '联系电话', value: toLine(data.contact) },
      { label: '邮政编码', value: '' },
      { label: '指定代收人及其电话', value: '' },
      { label: '电子送达', value: '□ 同意　□ 不同意　　接收的手机号码或者邮箱：' },
    ],
    declaration: '我已经阅读以上告知事项，保证所填的送达地址和联系方式准确、有效。',
  };
}

export const deliveryAddressForm = defineForm({
  title: DELIVERY_ADDRESS_TITLE,
  shortTitle: '送达地址确认书',
  templateFile: 'delivery-address.typ',
  schema: deliveryAddressSchema,
  present: presentDeliveryAddress,
});
