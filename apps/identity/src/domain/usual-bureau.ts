import { CENTRE, division, type Division } from '@biaozhi/standards';
import type { BureauParticulars } from './bureau.js';

/** The bureau that a division has unless somebody says otherwise; name and address are data and can be corrected. */
export function usualBureau(one: Division): Omit<BureauParticulars, 'parentId'> {
  const central = one.code === CENTRE;
  const place = placeName(one);
  return {
    name: central ? '中央机构编制委员会办公室电子政务中心' : `中共${place}委机构编制委员会办公室`,
    level: one.level,
    region: one.code,
    paperAddress: central ? '北京市东城区东四南大街85号（机要通道，邮编100010）' : `${place}政务服务中心机构编制窗口`,
    paperHours: '工作日9:00—11:30，13:30—17:00',
    copiesWanted: 3,
    paperForInstitutions: false,
  };
}

/** A county or district is called together with its city, as the offices themselves do; others by their own name. */
function placeName(one: Division): string {
  const above = one.parent ? division(one.parent) : undefined;
  return one.level === 'county' && above?.level === 'prefecture' && above.real ? above.name + one.name : one.name;
}
