/** The center of the tests: what the first-run assistant asks for, but for its administrator. */
export const testCenterFacts = {
  centerName: '金水区综治中心',
  centerShortName: '金',
  areaCode: '410105',
  committeeName: '郑州市金水区人民调解委员会',
  committeeShortName: '金水',
  phone: '',
  address: '',
};
