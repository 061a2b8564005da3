import { allDivisions, CENTRE, variantFold } from '@biaozhi/standards';

/** Names of nationalities as they stand in the names of autonomous divisions (自治州, 自治县), before an optional 族. */
const NATIONALITIES =
  '蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|高山|拉祜|水|东乡|纳西|景颇|柯尔克孜|土|' +
  '达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|乌孜别克|俄罗斯|鄂温克|德昂|保安|裕固|京|塔塔尔|独龙|鄂伦春|赫哲|门巴|珞巴|基诺';
const AUTONOMOUS = new RegExp(`(?:各族|(?:(?:${NATIONALITIES})族?)+)自治[区州县旗]$`);
const KIND = /(?:特别行政区|自治[区州县旗]|地区|林区|特区|[省市区县旗盟州])$/;

/** How a division is called: by its full name, and without its kind (历下, 延边) where two characters or more remain. */
export const callings = (name: string): string[] => [
  ...new Set([name, name.replace(AUTONOMOUS, ''), name.replace(KIND, '')].filter((one) => [...one].length >= 2)),
];

let table: Map<string, string[]> | undefined;

/** Codes of the divisions that have a name, which is given folded (`variantFold`); several for names like 朝阳区. */
export function divisionsCalled(folded: string): readonly string[] {
  table ??= build();
  return table.get(folded) ?? [];
}

function build(): Map<string, string[]> {
  const built = new Map<string, string[]>();
  for (const { code, name } of allDivisions()) {
    if (code === CENTRE) continue;
    for (const one of callings(name)) {
      const folded = variantFold(one);
      built.set(folded, [...(built.get(folded) ?? []), code]);
    }
  }
  return built;
}
