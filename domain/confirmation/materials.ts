/** What the court asks for with an application (民诉法解释 354). What is missing it lets the parties bring by a day. */
export const confirmationMaterials = [
  { id: 'agreement', name: '调解协议', when: 'always' },
  { id: 'mediation_proof', name: '调解组织主持调解的证明', when: 'always' },
  { id: 'identity', name: '各方当事人的身份证明', when: 'always' },
  { id: 'address', name: '各方当事人的住所、联系方式', when: 'always' },
  { id: 'property_proof', name: '与调解协议相关的财产权利证明', when: 'property' },
  { id: 'mandate', name: '授权委托书和代理人的身份证明', when: 'agent' },
] as const;

export type ConfirmationMaterial = (typeof confirmationMaterials)[number]['id'];
export const confirmationMaterialIds = confirmationMaterials.map(({ id }) => id) as [
  ConfirmationMaterial,
  ...ConfirmationMaterial[],
];

export const MATERIALS_SOURCE = '民诉法解释第三百五十四条';

export interface MaterialNeeds {
  /** The agreement is about property, of which somebody must prove the right. */
  readonly aboutProperty: boolean;
  readonly hasAgents: boolean;
}

/** The materials that an application like this needs, in the order of the list. */
export function neededMaterials({ aboutProperty, hasAgents }: MaterialNeeds) {
  return confirmationMaterials.filter(
    ({ when }) => when === 'always' || (when === 'property' ? aboutProperty : hasAgents),
  );
}

/** Names of those that are needed and not ticked. */
export function missingMaterials(needs: MaterialNeeds, ticked: readonly ConfirmationMaterial[]): readonly string[] {
  return neededMaterials(needs)
    .filter(({ id }) => !ticked.includes(id))
    .map(({ name }) => name);
}
