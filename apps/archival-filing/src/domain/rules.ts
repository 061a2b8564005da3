import { finding, type Finding } from '@biaozhi/problem';
import type { Rule } from '@biaozhi/workflow';
import { copiesOf, ITEM_NAMES, RESULT_NAMES, WANTED, type Item } from './checklist.js';
import type { Paper, PaperDecision } from './filing.workflow.js';
import './messages.js';

type PaperRule = Rule<Paper, PaperDecision>;

/** Words for the sentence in either language. */
const named = (item: Item): object => ({ item: ITEM_NAMES[item]['zh-CN'], itemEn: ITEM_NAMES[item].en });

/** Where in the request an item stands; the list itself where it was not mentioned. */
const pointerTo = (item: Item, { looked }: PaperDecision): string => {
  const at = looked.indexOf(item);
  return at < 0 ? '/items' : `/items/${at}`;
};

/** 接收: a receipt says that something is there. */
export const somethingHandedIn: PaperRule = (_paper, { checklist }) =>
  checklist.some(({ copies }) => copies > 0) ? undefined : finding('nothing-handed-in', '/items');

/** 材料齐全无误方可确认: whoever confirms has looked at each wanted item in this very step, and all is in order. */
export const everyItemInOrder: PaperRule = (_paper, decision) => {
  const { checklist, looked, copiesWanted } = decision;
  const unjudged = WANTED.filter((item) => !looked.includes(item)).map((item) =>
    finding('item-not-judged', '/items', { ...named(item) }),
  );
  const faults = checklist.flatMap(({ item, result, copies }): Finding[] => {
    if (result !== 'ok') {
      const words = { result: RESULT_NAMES[result]['zh-CN'], resultEn: RESULT_NAMES[result].en };
      return [finding('item-not-in-order', pointerTo(item, decision), { ...named(item), ...words })];
    }
    const wanted = copiesOf(item, copiesWanted);
    if (copies >= wanted || !WANTED.includes(item)) return [];
    return [finding('too-few-copies', pointerTo(item, decision), { ...named(item), wanted, copies })];
  });
  return [...unjudged, ...faults];
};

/** Where the bureau wants four eyes, who received does not confirm. */
export const secondPerson: PaperRule = ({ receivedBy }, { by, twoPersons }) =>
  twoPersons && receivedBy === by ? finding('second-person-needed', '') : undefined;

/** 不合格: says which item it is. */
export const somethingWrong: PaperRule = (_paper, { checklist }) =>
  checklist.some(({ result }) => result !== 'ok') ? undefined : finding('nothing-wrong', '/items');

/** The unit must begin anew; it is told why in words. */
export const wordsForTheUnit: PaperRule = (_paper, { comment = '' }) =>
  [...comment.trim()].length >= 5 ? undefined : finding('comment-too-short', '/comment');
