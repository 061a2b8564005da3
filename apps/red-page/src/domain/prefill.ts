import type { BadgeState, UnitState } from '@biaozhi/contracts';
import type { Block } from './blocks.js';

/** The first draft of a page: what the unit has told already. */
export function prefill(
  { siteName }: Pick<BadgeState, 'siteName'>,
  unit: Pick<UnitState, 'address' | 'postcode' | 'functions'> | undefined,
): { title: string; blocks: Block[] } {
  if (!unit) return { title: siteName, blocks: [] };
  return {
    title: siteName,
    blocks: [
      { type: 'heading', level: 2, text: '机构职能' },
      { type: 'paragraph', text: unit.functions },
      { type: 'heading', level: 2, text: '联系方式' },
      { type: 'contact', address: unit.address, postcode: unit.postcode },
    ],
  };
}
