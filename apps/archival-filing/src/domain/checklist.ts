import type { PaperFinding } from '@biaozhi/contracts';
import type { Message } from '@biaozhi/problem';

/** What is handed in (纸质材料). The first three are always wanted. */
export const ITEMS = ['letter', 'form', 'id-copy', 'others'] as const;
export type Item = (typeof ITEMS)[number];
export const WANTED: readonly Item[] = ['letter', 'form', 'id-copy'];

export const RESULTS = ['ok', 'missing', 'unstamped', 'differs', 'illegible'] as const;
export type Result = (typeof RESULTS)[number];

/** A line of the checklist. */
export interface Check extends PaperFinding {
  item: Item;
}

export const ITEM_NAMES: Record<Item, Message> = {
  letter: { 'zh-CN': '申请函', en: 'Letter' },
  form: { 'zh-CN': '申请表', en: 'Form' },
  'id-copy': { 'zh-CN': '经办人身份证复印件', en: "Copy of the handler's identity card" },
  others: { 'zh-CN': '其他材料', en: 'Other papers' },
};

export const RESULT_NAMES: Record<Result, Message> = {
  ok: { 'zh-CN': '合格', en: 'in order' },
  missing: { 'zh-CN': '缺少或份数不足', en: 'missing, or too few copies' },
  unstamped: { 'zh-CN': '未盖公章或公章有误', en: 'not stamped, or with a wrong seal' },
  differs: { 'zh-CN': '与网上审核通过的内容不一致', en: 'differs from the data that passed online' },
  illegible: { 'zh-CN': '模糊、过期或无法辨认', en: 'illegible or expired' },
};

/** How many copies of an item the bureau wants: letter and form as it says, of the others one. */
export const copiesOf = (item: Item, copiesWanted: number): number => (item === 'letter' || item === 'form' ? copiesWanted : 1);

/**
 * The checklist at receipt: it counts, it does not judge yet. What was not handed in is `missing`, what was is `ok` until judged.
 * @param sets copies of each wanted item where the item is not counted by itself
 */
export function counted(sets: number, items: readonly { item: Item; copies?: number; result?: Result }[]): Check[] {
  const given = new Map(items.map((one) => [one.item, one]));
  return ITEMS.filter((item) => WANTED.includes(item) || given.has(item)).map((item) => {
    const copies = given.get(item)?.copies ?? (item === 'id-copy' || item === 'others' ? Math.min(sets, 1) : sets);
    return { item, copies, result: given.get(item)?.result ?? (copies ? 'ok' : 'missing') };
  });
}

/** The checklist with the items judged anew; what is not mentioned stays as it was, and so do copies that are not counted again. */
export function judged(before: readonly Check[], items: readonly { item: Item; copies?: number; result: Result }[]): Check[] {
  const old = new Map(before.map((one) => [one.item, one]));
  const now = new Map(items.map((one) => [one.item, one]));
  return ITEMS.filter((item) => old.has(item) || now.has(item)).map((item) => {
    const { copies = old.get(item)?.copies ?? 0, result = old.get(item)?.result ?? 'missing' } = now.get(item) ?? {};
    return { item, copies, result };
  });
}
