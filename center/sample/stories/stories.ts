import type { MojTypeCode } from '../../../domain/codes/moj-types.ts';
import { damageStories, medicalStories, pollutionStories, trafficStories } from './harm.ts';
import { housingStories, marriageStories, neighbourStories, propertyStories } from './home.ts';
import type { Story } from './story.ts';
import { businessStories, consumerStories, contractStories, onlineStories, travelStories } from './trade.ts';
import { labourStories, landStories, otherStories, resettlementStories, wageStories } from './work-and-land.ts';

/** Stories of each of the Ministry's 18 kinds, with how often the kind comes to a city's desk. */
export const storiesByType: { readonly [Code in MojTypeCode]: { weight: number; stories: readonly Story[] } } = {
  '01': { weight: 17, stories: marriageStories },
  '02': { weight: 22, stories: neighbourStories },
  '03': { weight: 6, stories: housingStories },
  '04': { weight: 9, stories: contractStories },
  '05': { weight: 2, stories: businessStories },
  '06': { weight: 8, stories: damageStories },
  '07': { weight: 3, stories: landStories },
  '08': { weight: 2, stories: resettlementStories },
  '09': { weight: 1, stories: pollutionStories },
  '10': { weight: 4, stories: wageStories },
  '11': { weight: 4, stories: labourStories },
  '12': { weight: 1, stories: travelStories },
  '13': { weight: 1, stories: onlineStories },
  '14': { weight: 4, stories: consumerStories },
  '15': { weight: 2, stories: medicalStories },
  '16': { weight: 6, stories: trafficStories },
  '17': { weight: 8, stories: propertyStories },
  '18': { weight: 3, stories: otherStories },
};
