/** Units that do not exist, with codes that are valid by the standards. */

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

function uscc(prefix, region, serial) {
  const organisation = serial.toString(31).padStart(8, '0').split('').map((digit) => ALPHABET[parseInt(digit, 31)]).join('');
  const weights = [3, 7, 9, 10, 5, 8, 4, 2];
  const sum = [...organisation].reduce((total, char, i) => total + parseInt(char, 36) * weights[i], 0);
  const body = prefix + region + organisation + '0X987654321'[sum % 11];
  let weight = 1;
  let total = 0;
  for (const char of body) {
    total += ALPHABET.indexOf(char) * weight;
    weight = (weight * 3) % 31;
  }
  return body + ALPHABET[(31 - (total % 31)) % 31];
}

const HAN = '春夏秋冬东南西北金木水火土山川江河湖海云雨风雪日月星辰天地松竹梅兰菊桂柳桃杏枫荷';

/** A number as Han characters, different for different numbers. */
function inHan(number) {
  let text = '';
  for (let rest = number; rest > 0 || !text; rest = Math.floor(rest / HAN.length)) text = HAN[rest % HAN.length] + text;
  return text;
}

/** The kinds of unit that have a route of their own (process: 3.4). */
export const KINDS = {
  'local organ': { prefix: '11', kind: 'organ', affiliation: 'county', region: '370102', place: '济南市历下区', suffix: '政务', bureau: 'lixia' },
  'local institution': { prefix: '12', kind: 'institution', affiliation: 'prefecture', region: '320200', place: '无锡市', suffix: '公益', bureau: 'wuxi' },
  'central organ': { prefix: '11', kind: 'organ', affiliation: 'central', region: '100000', place: '中央', suffix: '政务', bureau: 'centre' },
  'central institution': { prefix: '12', kind: 'institution', affiliation: 'central', region: '100000', place: '中央', suffix: '公益', bureau: 'centre' },
};

/** A unit of a kind; two with the same number are the same unit. */
export function madeUpUnit(kindName, number) {
  const kind = KINDS[kindName];
  const word = inHan(number);
  const noun = kind.kind === 'organ' ? '局' : '中心';
  const label = `${word}演示${noun}`;
  return {
    ...kind,
    kindName,
    label,
    host: `www.d${number}.gov.cn`,
    siteName: `${label}门户网站`,
    registration: {
      unit: {
        name: `${kind.place}${label}`,
        uscc: uscc(kind.prefix, kind.region === '100000' ? '100000' : kind.region, number),
        kind: kind.kind,
        administrativeFunctions: false,
        affiliation: kind.affiliation,
        region: kind.region,
        address: `${kind.place}演示路${(number % 999) + 1}号`,
        postcode: '250014',
        functions: `${label}的演示职能。`,
      },
      contact: {
        responsiblePerson: '李演示',
        handlerName: '王演示',
        mobile: `139${String(number % 100_000_000).padStart(8, '0')}`,
        phone: '0531-86012345',
        mail: `handler-${number}@demo.example`,
      },
      loginName: `demo-${number.toString(36)}`,
      password: `Journey-${number}-pass`,
    },
  };
}
